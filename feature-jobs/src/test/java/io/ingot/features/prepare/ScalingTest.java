package io.ingot.features.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.ingot.core.batch.Batch;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.FeatureYaml;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import io.ingot.features.view.Sales;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalingTest {
  private static final String TRAIN_AND_VALIDATE = "event_time, _split, a, b";

  @TempDir Path folder;
  private Lake lake;

  @BeforeEach
  void openLake() {
    lake = Lakes.in(folder);
  }

  @Test
  void meanAndSampleDeviationAreRightToTenDigitsWhereSmallDifferencesLieOnLargeNumbers() {
    List<BigDecimal> values =
        IntStream.range(0, 1000)
            .mapToObj(i -> BigDecimal.valueOf(1e7 + (i * i % 97) * 0.125))
            .toList();
    Dataset<Row> rows =
        lake.spark()
            .range(1000)
            .repartition(5)
            .selectExpr(
                "DATE'1998-01-01' event_time", "'train' _split", "1e7 + (id * id % 97) * 0.125D a");

    ScalingParameters.Standard a = fit(rows, "a").parameters(batch()).features().get(0);

    MathContext exact = new MathContext(40);
    BigDecimal count = BigDecimal.valueOf(values.size());
    BigDecimal mean = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add).divide(count, exact);
    BigDecimal deviation =
        values.stream()
            .map(value -> value.subtract(mean).pow(2))
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .divide(count.subtract(BigDecimal.ONE), exact)
            .sqrt(exact);
    assertThat(a.mean() / mean.doubleValue()).isEqualTo(1, offset(1e-10));
    assertThat(a.standardDeviation() / deviation.doubleValue()).isEqualTo(1, offset(1e-10));
  }

  @Test
  void rowsOfBothPartsAreScaledByTheTrainingPart() {
    Dataset<Row> rows =
        Lakes.rows(
            lake,
            TRAIN_AND_VALIDATE,
            "(DATE'1998-01-01', 'train', 1.0D, 10)",
            "(DATE'1998-01-02', 'train', 2.0D, 10)",
            "(DATE'1998-01-03', 'train', 3.0D, 10)",
            "(DATE'1998-10-01', 'validation', 7.0D, 12)");

    FittedScaling fitted = fit(rows, "a");

    assertThat(Sales.texts(fitted.apply(rows), "a", "_split", "_scaled[0]"))
        .containsExactly(
            "[1.0,train,-1.0]", "[2.0,train,0.0]", "[3.0,train,1.0]", "[7.0,validation,5.0]");
    assertThat(fitted.apply(rows).schema().apply("_scaled").dataType().sql())
        .isEqualTo("ARRAY<DOUBLE>");
    assertThat(fitted.apply(rows).columns())
        .containsExactly("event_time", "_split", "a", "b", "_scaled");
  }

  @Test
  void theFitDoesNotMoveWhenValidationRowsChange() {
    String[] training = {
      "(DATE'1998-01-01', 'train', 1.5D, 10)", "(DATE'1998-01-02', 'train', 2.25D, 20)"
    };
    ScalingParameters alone = fit(split(training), "a", "b").parameters(batch());

    ScalingParameters beside =
        fit(
                split(
                    training[0],
                    training[1],
                    "(DATE'1998-10-01', 'validation', 1e9D, -5)",
                    "(DATE'1998-10-02', 'validation', -1e12D, 77)"),
                "a",
                "b")
            .parameters(batch());
    ScalingParameters further =
        fit(split(training[0], training[1], "(DATE'1998-01-03', 'train', 9D, 30)"), "a", "b")
            .parameters(batch());

    assertThat(beside).isEqualTo(alone);
    assertThat(further).isNotEqualTo(alone);
  }

  @Test
  void aFeatureThatIsConstantInTrainingBecomesZero() {
    Dataset<Row> rows =
        split(
            "(DATE'1998-01-01', 'train', 1D, 10)",
            "(DATE'1998-01-02', 'train', 2D, 10)",
            "(DATE'1998-10-01', 'validation', 3D, 12)");

    assertThat(Sales.texts(fit(rows, "b").apply(rows), "b", "_scaled[0]"))
        .containsExactly("[10,0.0]", "[10,0.0]", "[12,0.0]");
  }

  @Test
  void aRowWithoutAFiniteValueTakesNoPartInTheFitAndKeepsItsOtherFeatures() {
    Dataset<Row> rows =
        split(
            "(DATE'1998-01-01', 'train', 1D, 10)",
            "(DATE'1998-01-02', 'train', 3D, 20)",
            "(DATE'1998-01-03', 'train', null, 1000)",
            "(DATE'1998-01-04', 'train', double('NaN'), 1000)",
            "(DATE'1998-01-05', 'train', double('Infinity'), 1000)",
            "(DATE'1998-10-01', 'validation', null, 15)");

    FittedScaling fitted = fit(rows, "a", "b");
    ScalingParameters parameters = fitted.parameters(batch());

    assertThat(parameters.trainingRows()).isEqualTo(2);
    assertThat(parameters.incompleteRows()).isEqualTo(3);
    assertThat(parameters.features())
        .extracting(ScalingParameters.Standard::name, ScalingParameters.Standard::mean)
        .containsExactly(tuple("a", 2.0), tuple("b", 15.0));
    assertThat(parameters.features().get(0).standardDeviation())
        .isCloseTo(Math.sqrt(2), within(1e-15));
    assertThat(
            Sales.texts(
                fitted.apply(rows).filter("_split = 'validation'"), "_scaled[0]", "_scaled[1]"))
        .containsExactly("[NaN,0.0]");
  }

  @Test
  void anEmptyTrainingPartIsToldWithTheEarliestDay() {
    Dataset<Row> rows = split("(DATE'1998-10-05', 'validation', 1D, 10)");

    assertThatThrownBy(() -> fit(rows, "a"))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot fit the scaling of features.activity: nothing is before validation_from"
                + " 1998-10-01; the earliest day is 1998-10-05. Set a later validation_from in"
                + " features/activity.yml, or bring older rows.");
  }

  @Test
  void aViewWithoutRowsCannotBeScaled() {
    Dataset<Row> rows = split("(DATE'1998-01-05', 'train', 1D, 10)").filter("a > 1");

    assertThatThrownBy(() -> fit(rows, "a"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("the view has no rows");
  }

  @Test
  void trainingRowsWithoutAnyCompleteOneAreTold() {
    Dataset<Row> rows = split("(DATE'1998-01-05', 'train', double(null), 10)");

    assertThatThrownBy(() -> fit(rows, "a", "b"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("in none of the 1 rows before validation_from 1998-10-01")
        .hasMessageContaining("a, b");
  }

  @Test
  void aViewScalesByStandardOnly() {
    FeatureView view =
        FeatureYaml.view(
            "activity",
            """
            entity: {customer_id: bigint}
            from: silver.sales
            event_time: sold_on
            training: {validation_from: 1998-10-01}
            features:
              spend: {sum: amount, windows: [7d], scale: min_max}
            """);

    assertThatThrownBy(() -> Scaling.of(view))
        .isInstanceOf(ProjectException.class)
        .hasMessageStartingWith("Cannot scale feature spend of features.activity by min_max:");
  }

  private Dataset<Row> split(String... values) {
    return Lakes.rows(lake, TRAIN_AND_VALIDATE, values);
  }

  private static FittedScaling fit(Dataset<Row> rows, String... columns) {
    return new Scaling(
            TableName.of("features.activity"), List.of(columns), LocalDate.parse("1998-10-01"))
        .fit(rows);
  }

  private static Batch batch() {
    return Lakes.batch("features.activity", 0, "run-a");
  }
}
