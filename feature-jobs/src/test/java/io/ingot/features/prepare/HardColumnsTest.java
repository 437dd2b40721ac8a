package io.ingot.features.prepare;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.FeatureYaml;
import io.ingot.core.project.Preparation;
import io.ingot.core.testkit.Lakes;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.RobustScaler;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scaling to ten digits, held against arithmetic of fifty. */
class HardColumnsTest {
  private static final MathContext EXACT = new MathContext(40);

  /** Each as an SQL expression over {@code id}, 0 to 999; the noise is between 0 and 4. */
  private static final Map<String, String> HARD = new LinkedHashMap<>();

  static {
    String noise = "pmod(hash(id), 4096) / 1024D";
    HARD.put("large", "1e9D + " + noise);
    HARD.put("tiny", "1e-200D * " + noise);
    HARD.put("huge", "1e300D * (" + noise + " - 2)");
    HARD.put("outlier", "IF(id = 17, 1e15D, " + noise + ")");
    HARD.put("steps", "float(id % 7 / 10)");
    HARD.put(
        "money",
        "CAST(98765432109876.5D AS DECIMAL(24, 6)) + CAST(" + noise + " AS DECIMAL(9, 6))");
    HARD.put("stamps", "1152921504606846976L + pmod(hash(id), 4096)");
    HARD.put(
        "gaps",
        "CASE id % 5 WHEN 0 THEN null WHEN 1 THEN double('NaN') WHEN 2 THEN"
            + " double('Infinity') ELSE "
            + noise
            + " END");
    HARD.put("constant", "0.1D");
  }

  @Test
  void everyScalerIsRightToTenDigits(@TempDir Path folder) {
    Dataset<Row> rows = hard(Lakes.in(folder)).persist();
    StringBuilder yaml = new StringBuilder();
    for (String by : List.of("standard", "min_max", "robust")) {
      HARD.keySet()
          .forEach(column -> yaml.append("    %s_%s: {scale: %s}\n".formatted(column, by, by)));
    }

    Prepared prepared = Preparing.fit(rows, prepare(yaml.toString()));

    List<Row> scaled = prepared.apply(rows).collectAsList();
    for (Learned step : prepared.parameters().steps()) {
      Learned.Scaled fitted = (Learned.Scaled) step;
      List<BigDecimal> values =
          scaled.stream()
              .map(row -> exact(row.getAs(fitted.column())))
              .filter(Objects::nonNull)
              .sorted()
              .toList();
      Exact exact = Exact.of(fitted.by(), values);
      assertThat(fitted.values()).as(fitted.output()).isEqualTo(values.size());
      assertThat(fitted.missing()).isEqualTo(1000 - values.size());
      assertThat(fitted.divisor())
          .as(fitted.output())
          .isCloseTo(exact.divisor().doubleValue(), within(1e-12 * exact.divisor().doubleValue()));
      for (Row row : scaled.subList(0, 100)) {
        BigDecimal value = exact(row.getAs(fitted.column()));
        if (value == null) {
          assertThat(row.<Object>getAs(fitted.output())).isNull();
        } else {
          double wanted = exact.of(value);
          assertThat(row.<Double>getAs(fitted.output()))
              .as(fitted.output())
              .isCloseTo(wanted, within(1e-10 * Math.max(1, Math.abs(wanted))));
        }
      }
    }
    rows.unpersist();
  }

  @Test
  void theScalersOfMllibAreNot(@TempDir Path folder) {
    Dataset<Row> rows = hard(Lakes.in(folder)).persist();
    List<BigDecimal> values =
        rows.select("large_robust").collectAsList().stream()
            .map(row -> exact(row.get(0)))
            .sorted()
            .toList();
    VectorAssembler assembler =
        new VectorAssembler().setInputCols(new String[] {"large_robust"}).setOutputCol("v");
    StandardScaler standard =
        new StandardScaler().setInputCol("v").setOutputCol("s").setWithMean(true);
    RobustScaler robust =
        new RobustScaler().setInputCol("v").setOutputCol("r").setWithCentering(true);
    PipelineModel model =
        new Pipeline().setStages(new PipelineStage[] {assembler, standard, robust}).fit(rows);
    Row first =
        model
            .transform(rows)
            .select(
                vector_to_array(col("s"), "float64").getItem(0),
                vector_to_array(col("r"), "float64").getItem(0),
                col("large_robust"))
            .first();

    BigDecimal value = exact(first.get(2));
    assertThat(Math.abs(first.getDouble(0) - Exact.of("standard", values).of(value)))
        .isGreaterThan(1e-10);
    assertThat(Math.abs(first.getDouble(1) - Exact.of("robust", values).of(value)))
        .isGreaterThan(1e-10);
    rows.unpersist();
  }

  private static Dataset<Row> hard(Lake lake) {
    StringBuilder columns = new StringBuilder();
    for (String by : List.of("standard", "min_max", "robust")) {
      HARD.forEach(
          (column, sql) ->
              columns.append(", ").append(sql).append(" AS ").append(column + "_" + by));
    }
    return lake.spark().sql("SELECT 'train' AS _split" + columns + " FROM range(0, 1000, 1, 5)");
  }

  private static Map<String, Preparation> prepare(String yaml) {
    return FeatureYaml.service("hard", "features: [\"hard:*\"]\ntraining:\n  prepare:\n" + yaml)
        .training()
        .prepare();
  }

  /** The number that is stored, to its last binary digit; null for what is none. */
  private static BigDecimal exact(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof Long whole) {
      return BigDecimal.valueOf(whole);
    }
    return value instanceof Number number && Double.isFinite(number.doubleValue())
        ? new BigDecimal(number.doubleValue())
        : null;
  }

  @Test
  void quartilesOfManyRowsAreExact(@TempDir Path folder) {
    Dataset<Row> rows =
        Lakes.in(folder)
            .spark()
            .sql(
                "SELECT 'train' AS _split, pow(pmod(hash(id), 100003) / 1e5D, 7) AS a,"
                    + " id % 3 AS b FROM range(0, 60002, 1, 4)");
    Prepared prepared =
        Preparing.fit(rows, prepare("    a: {scale: robust}\n    b: {scale: robust}\n"));

    for (Learned step : prepared.parameters().steps()) {
      Learned.Scaled fitted = (Learned.Scaled) step;
      Exact exact =
          Exact.of(
              "robust",
              rows.select(fitted.column()).collectAsList().stream()
                  .map(row -> exact(row.get(0)))
                  .sorted()
                  .toList());
      assertThat(fitted.center().doubleValue()).isEqualTo(exact.center().doubleValue());
      assertThat(fitted.divisor()).isEqualTo(exact.divisor().doubleValue());
    }
  }

  @Test
  void ofManyLongNumbersOnlyThoseNearAQuantileAreBroughtTogether(@TempDir Path folder) {
    Dataset<Row> rows =
        Lakes.in(folder)
            .spark()
            .sql(
                "SELECT 'train' AS _split, CAST(12345678901234567890 + id AS DECIMAL(38, 0)) AS"
                    + " far, 9007199254740993L + id AS whole, CAST(12345678901234567890 + id /"
                    + " 1000000000BD AS DECIMAL(38, 9)) AS near FROM range(0, 240001, 1, 4)");

    Prepared prepared =
        Preparing.fit(rows, prepare("    far: {scale: robust}\n    whole: {scale: robust}\n"));

    assertThat(prepared.parameters().steps())
        .extracting(step -> ((Learned.Scaled) step).center())
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactly(
            new BigDecimal("12345678901234687890"), new BigDecimal("9007199254860993"));
    assertThat(prepared.parameters().steps())
        .extracting(step -> ((Learned.Scaled) step).divisor())
        .containsOnly(120000.0);
    assertThatThrownBy(() -> Preparing.fit(rows, prepare("    near: {scale: robust}\n")))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("near")
        .hasMessageContaining("more than 100000 different values lie so close to its quantile");
  }

  private record Exact(BigDecimal center, BigDecimal divisor) {
    static Exact of(String by, List<BigDecimal> values) {
      BigDecimal least = values.get(0);
      return switch (by) {
        case "min_max" -> new Exact(least, values.get(values.size() - 1).subtract(least));
        case "robust" ->
            new Exact(quantile(values, 2), quantile(values, 3).subtract(quantile(values, 1)));
        default -> standard(values);
      };
    }

    private static Exact standard(List<BigDecimal> values) {
      BigDecimal count = BigDecimal.valueOf(values.size());
      BigDecimal mean =
          values.stream().reduce(BigDecimal.ZERO, (a, b) -> a.add(b, EXACT)).divide(count, EXACT);
      if (values.get(0).compareTo(values.get(values.size() - 1)) == 0) {
        return new Exact(mean, BigDecimal.ZERO);
      }
      return new Exact(
          mean,
          values.stream()
              .map(value -> value.subtract(mean, EXACT).pow(2, EXACT))
              .reduce(BigDecimal.ZERO, (a, b) -> a.add(b, EXACT))
              .divide(count.subtract(BigDecimal.ONE), EXACT)
              .sqrt(EXACT));
    }

    private static BigDecimal quantile(List<BigDecimal> values, int quarter) {
      BigDecimal place =
          BigDecimal.valueOf((values.size() - 1L) * quarter).divide(BigDecimal.valueOf(4));
      BigDecimal one = values.get(place.intValue());
      BigDecimal rest = place.subtract(BigDecimal.valueOf(place.intValue()));
      return rest.signum() == 0
          ? one
          : one.add(values.get(place.intValue() + 1).subtract(one).multiply(rest));
    }

    double of(BigDecimal value) {
      return divisor.signum() == 0
          ? 0
          : value.subtract(center).divide(divisor, 30, RoundingMode.HALF_EVEN).doubleValue();
    }
  }
}
