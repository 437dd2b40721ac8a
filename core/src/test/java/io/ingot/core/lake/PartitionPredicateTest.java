package io.ingot.core.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.testkit.Sparks;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionPredicateTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'O\\'Hara', 'a\\\\', '\\\\\\'', 'x` OR 1=1 --', '%', '_', 'a\\nb', ' ', 'Zürich', 'null'",
        "DATE'1998-02-28', DATE'0001-01-01', DATE'2024-02-29'",
        "TIMESTAMP'1998-02-28 01:02:03.000004', TIMESTAMP'1998-02-28 00:00:00'",
        "1L, -9223372036854775807L, 0L",
        "0.0000001BD, 1.5BD, 100BD",
        "0.1F, 1E10F, -2F",
        "0.1D, 1E300D, -2D",
        "true, false",
      })
  void exactlyTheRowsOfTheValuesFulfilIt(String values) {
    Dataset<Row> rows = rows("`odd ``column`", values + ", NULL");
    List<Row> all = rows.collectAsList();

    for (Row one : all) {
      String where = PartitionPredicate.of(List.of("odd `column"), List.of(one));
      assertThat(rows.filter(where).collectAsList()).containsExactly(one);
    }
    assertThat(rows.filter(PartitionPredicate.of(List.of("odd `column"), all)).count())
        .isEqualTo(all.size());
  }

  @Test
  void emptyTextAndNullAreOnePartition() {
    Dataset<Row> rows = rows("p", "'', NULL, 'a'");

    assertThat(chosen(rows, "''")).containsExactlyInAnyOrder("[]", "[null]");
    assertThat(chosen(rows, "NULL")).containsExactlyInAnyOrder("[]", "[null]");
    assertThat(chosen(rows, "'a'")).containsExactly("[a]");
  }

  @Test
  void partitionsOfSeveralColumnsAreToldApartByAllOfThem() {
    Dataset<Row> rows =
        Sparks.session()
            .sql(
                "SELECT * FROM VALUES (1, 'a', true), (1, 'b', true), (2, 'a', true), (2, 'b', false),"
                    + " (NULL, 'a', true), (NULL, NULL, true), (1, 'a', false) AS t(p, q, r)");
    List<Row> chosen = rows.filter("q = 'a' AND r OR q IS NULL OR NOT r").collectAsList();

    String where = PartitionPredicate.of(List.of("p", "q", "r"), chosen);

    assertThat(chosen).hasSize(6);
    assertThat(rows.filter(where).collectAsList()).containsExactlyInAnyOrderElementsOf(chosen);
  }

  private static List<String> chosen(Dataset<Row> rows, String values) {
    String where = PartitionPredicate.of(List.of("p"), rows("p", values).collectAsList());
    return rows.filter(where).collectAsList().stream().map(Row::toString).toList();
  }

  private static Dataset<Row> rows(String column, String values) {
    return Sparks.session()
        .sql(
            "SELECT * FROM VALUES ("
                + String.join("), (", Arrays.asList(values.split(", ")))
                + ") AS t("
                + column
                + ")");
  }
}
