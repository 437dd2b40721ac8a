package io.ingot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.batch.Verdict;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Check;
import io.ingot.core.project.CheckTerms;
import io.ingot.core.project.Trend.Measure;
import io.ingot.core.project.Trend.Method;
import io.ingot.quality.history.Anomalies;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrendRuleTest {
  @TempDir Path folder;

  @Test
  void everyMeasureIsTakenInThePassThatWritesTheRows() {
    Dataset<Row> rows =
        Judging.rows("`a b`, kind", "(1.5BD, 'x')", "(2.5BD, 'x')", "(null, 'x')", "(100BD, 'y')");
    CheckTerms some =
        new CheckTerms(
            CheckTerms.Level.ERROR,
            Optional.of("kind = 'x' -- not the others"),
            CheckTerms.Scope.BATCH,
            Optional.of("ann"),
            Optional.empty());
    List<Check> checks =
        List.of(
            Anomalies.rows(Method.ONLINE_NORMAL, 7),
            Anomalies.of(Measure.NULLS, "A B", some),
            Anomalies.of(Measure.MEAN, "a b", some),
            Anomalies.of(Measure.SUM, "a b", CheckTerms.usual()));
    Judging judging = new Judging(folder);

    List<Verdict> verdicts = judging.verdicts(rows, checks.toArray(Check[]::new));
    List<Verdict> ofNothing = judging.verdicts(rows.where("false"), checks.toArray(Check[]::new));

    assertThat(verdicts)
        .extracting(Verdict::value)
        .containsExactly(
            OptionalDouble.of(4),
            OptionalDouble.of(1 / 3.0),
            OptionalDouble.of(2),
            OptionalDouble.of(104));
    assertThat(verdicts.get(1).check())
        .isEqualTo("anomaly nulls A B by online_normal where kind = 'x' -- not the others");
    assertThat(verdicts.get(1).owner()).hasValue("ann");
    assertThat(verdicts.get(0).measured()).isEqualTo("4 rows; 0 of 7 earlier values");
    // No rows are a number of rows, and nothing else.
    assertThat(ofNothing)
        .extracting(Verdict::value)
        .containsExactly(
            OptionalDouble.of(0),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());
  }

  @Test
  void aMeanOfTextsIsToldBeforeAnythingIsWritten() {
    DeequGate gate =
        new DeequGate(
            Judging.TABLE,
            List.of(Anomalies.of(Measure.MEAN, "kind", CheckTerms.usual())),
            List.of());

    assertThatThrownBy(() -> gate.measures(Judging.rows("kind", "('x')").schema()))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("mean needs a column of type number, and 'kind' is string.");
  }
}
