package io.ingot.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Json;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SparkApplicationTest {
  private static final RunRecord PLAIN =
      new RunRecord("r", "p", "dev", Instant.EPOCH, Instant.EPOCH, 0, List.of());

  @Test
  void aRecordTellsTheApplicationAndItsPage() {
    SparkApplication did =
        new SparkApplication(
            "spark-1",
            true,
            Optional.of(URI.create("https://h.example.com/history/spark-1/jobs/")));

    assertThat(Json.write(PLAIN.by(did)))
        .endsWith(
            "\"application\":{\"id\":\"spark-1\",\"logged\":true,"
                + "\"page\":\"https://h.example.com/history/spark-1/jobs/\"}}");
    assertThat(Json.read(Json.write(PLAIN.by(did)), RunRecord.class).application()).contains(did);
    assertThat(PLAIN.by(did).and(PLAIN).application()).contains(did);
  }

  @Test
  void aRecordOfAnOlderIngotTellsNone() {
    String older =
        "{\"run\":\"r\",\"project\":\"p\",\"environment\":\"dev\","
            + "\"started\":\"1970-01-01T00:00:00Z\",\"ended\":\"1970-01-01T00:00:00Z\","
            + "\"exitCode\":0,\"stages\":[]}";

    assertThat(Json.read(older, RunRecord.class)).isEqualTo(PLAIN);
  }
}
