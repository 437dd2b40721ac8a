package io.ingot.features.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ProjectException;
import io.ingot.core.testkit.Sparks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class TfRecordTest {
  private static final SparkSession SPARK = Sparks.session().newSession();

  @Test
  void aRowIsReadBackByTheRulesOfProtobuf() {
    Dataset<Row> rows =
        TfExample.plain(
            SPARK.sql(
                "SELECT 'täglich' AS word, CAST(NULL AS string) AS nothing, X'00ff' AS raw,"
                    + " -3L AS negative, CAST(2 AS tinyint) AS small, true AS yes,"
                    + " date'1969-12-31' AS day,"
                    + " timestamp'2024-01-01 00:00:00.000001' AS moment,"
                    + " timestamp_ntz'1500-01-01 00:00:00' AS old,"
                    + " 0.1D AS share, CAST(1.25 AS decimal(9,2)) AS price,"
                    + " double('NaN') AS nan, array(1.5D, -2D) AS vector,"
                    + " array('a', '') AS words, CAST(array() AS array<bigint>) AS none,"
                    + " array(date'1970-01-02') AS days, 5 AS _shard, 'train' AS _split"));
    TfExample example = TfExample.of(rows.schema(), List.of("_shard", "_split"));

    Map<String, List<?>> read = ReadExample.of(example.bytes(rows.first()));

    assertThat(read)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("word", List.of("täglich")),
                Map.entry(
                    "raw", List.of(new String(new byte[] {0, -1}, StandardCharsets.ISO_8859_1))),
                Map.entry("negative", List.of(-3L)),
                Map.entry("small", List.of(2L)),
                Map.entry("yes", List.of(1L)),
                Map.entry("day", List.of(-1L)),
                Map.entry("moment", List.of(1704067200000001L)),
                Map.entry("old", List.of(-14831769600000000L)),
                Map.entry("share", List.of(0.1f)),
                Map.entry("price", List.of(1.25f)),
                Map.entry("nan", List.of(Float.NaN)),
                Map.entry("vector", List.of(1.5f, -2f)),
                Map.entry("words", List.of("a", "")),
                Map.entry("none", List.of()),
                Map.entry("days", List.of(1L))));
  }

  /** The bytes are worked out by hand from the encoding rules of protobuf. */
  @Test
  void anExampleIsFramedAsTensorFlowFramesIt() throws IOException {
    Dataset<Row> rows = SPARK.sql("SELECT 7L AS a");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] example = TfExample.of(rows.schema(), List.of()).bytes(rows.first());

    TfFrame.write(example, out);

    assertThat(HexFormat.of().formatHex(example)).isEqualTo("0a0c0a0a0a016112051a030a0107");
    assertThat(ReadFrames.of(out.toByteArray()))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(example);
    // crc32c("123456789") = e3069283 is the check value of the polynomial; masked by TensorFlow's
    // rule.
    assertThat(TfFrame.masked("123456789".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(Integer.rotateRight(0xe3069283, 15) + 0xa282ead8);
    assertThat(out.toByteArray()[0]).isEqualTo((byte) example.length);
  }

  @Test
  void whatARecordCannotHoldIsRefused() {
    assertThatThrownBy(() -> TfExample.of(SPARK.sql("SELECT map('a', 1) AS m").schema(), List.of()))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("column m")
        .hasMessageContaining("map<string,int>");
    Dataset<Row> rows = SPARK.sql("SELECT array(1, NULL) AS l");
    assertThatThrownBy(() -> TfExample.of(rows.schema(), List.of()).bytes(rows.first()))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("column l");
  }
}
