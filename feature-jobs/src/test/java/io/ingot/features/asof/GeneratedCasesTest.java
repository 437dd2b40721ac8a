package io.ingot.features.asof;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.TrainingSet.Edge;
import io.ingot.core.project.TrainingSet.KnownTime;
import io.ingot.core.testkit.Sparks;
import io.ingot.features.asof.NaiveJoin.Answer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratedCasesTest {
  private static final int LABEL_COLUMNS = 5;

  private final SparkSession spark = Sparks.session();
  private final Cases cases = new Cases(7);

  @ParameterizedTest
  @CsvSource({"HEED,INCLUSIVE", "HEED,STRICT", "IGNORE,INCLUSIVE", "IGNORE,STRICT"})
  void everyLabelGetsWhatLookingAtEveryRowWouldGiveIt(KnownTime knownTime, Edge at) {
    List<ViewInput> views = cases.views().stream().map(view -> cases.input(spark, view)).toList();

    Map<Integer, List<Row>> answered =
        PointInTime.explained(
                cases.labels(spark).repartition(3), new LabelTerms("t", knownTime, at), views)
            // Some times are beyond what Java's timestamps can say.
            .drop("t")
            .collectAsList()
            .stream()
            .collect(Collectors.groupingBy(row -> row.getInt(0)));

    Map<Reason, Integer> seen = new EnumMap<>(Reason.class);
    List<String> wrong = new ArrayList<>();
    for (Cases.Label label : cases.labels()) {
      List<Row> rows = answered.remove(label.id());
      assertThat(rows).as(label.toString()).hasSize(Cases.copies(label));
      for (int i = 0; i < views.size(); i++) {
        String view = cases.views().get(i);
        Answer right =
            new NaiveJoin(cases.events(view), cases.ttl(view), knownTime, at)
                .of(label.key(view), label.time());
        seen.merge(right.reason(), 1, Integer::sum);
        for (Row row : rows) {
          if (!fits(row, i, views.size(), right)) {
            wrong.add(view + ": " + label + " is to get " + right + " and got " + row);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(answered).isEmpty();
    Set<Reason> possible = new HashSet<>(Arrays.asList(Reason.values()));
    if (knownTime == KnownTime.IGNORE) {
      possible.remove(Reason.NOT_KNOWN);
    }
    assertThat(seen.keySet()).isEqualTo(possible);
    assertThat(seen.values()).allMatch(count -> count >= 50, "is often enough");
  }

  @Test
  void theLatestValuesAreThoseThatALabelOfThatMomentGets() {
    ViewInput input = cases.input(spark, "pair_short");
    Instant now = Instant.EPOCH.plus(4, ChronoUnit.MINUTES);
    Dataset<Row> entities =
        input.rows().select("world", "a", "b").distinct().withColumn("t", lit(now));

    List<String> joined =
        texts(
            PointInTime.explained(entities, LabelTerms.usual("t"), List.of(input))
                .filter("_why_pair_short = 'found'")
                .select("world", "a", "b", "x", "s"));
    List<String> latest = texts(PointInTime.latest(input, now).select("world", "a", "b", "x", "s"));

    assertThat(latest).hasSizeGreaterThan(100).isEqualTo(joined);
  }

  private static boolean fits(Row row, int view, int views, Answer right) {
    int first = LABEL_COLUMNS + 2 * view;
    List<Object> values = Arrays.asList(row.get(first), row.get(first + 1));
    String why = row.getString(LABEL_COLUMNS + 2 * views + view);
    Set<List<Object>> oneOf =
        right.oneOf().isEmpty()
            ? Set.of(Arrays.asList(null, null))
            : right.oneOf().stream().map(GeneratedCasesTest::oneZero).collect(Collectors.toSet());
    return why.equals(right.reason().word()) && oneOf.contains(values);
  }

  private static List<Object> oneZero(List<Object> values) {
    return values.stream()
        .map(value -> value instanceof Double number && number == 0 ? (Object) 0.0 : value)
        .collect(Collectors.toList());
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
