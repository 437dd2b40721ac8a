package io.ingot.features.score;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.core.error.ExitCode;
import io.ingot.core.testkit.Unconserved;
import io.ingot.core.watch.MeasureLog;
import io.ingot.core.watch.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Unconserved("tables are written by hand, without what they would be made from")
class ScoreTest {
  @TempDir Path folder;

  @Test
  void aModelOfATrainingSetIsMeasuredKeptAndScoresAsItsFormulaSays() throws IOException {
    Buyers buyers = Buyers.in(folder);
    // A set has what its own preparation made, which a model must not mistake for its own.
    Path set = buyers.set("set", buyers.rows().withColumn("spend_7d_scaled", lit(1e9)));
    Path model = folder.resolve("model");

    say(buyers, ExitCode.DONE, "train", set.toString(), "--out", model.toString());

    assertThat(buyers.ingot().said()).contains("base_rate").contains("log_loss");
    assertThat(buyers.ingot().noted())
        .contains("Left out, being neither numbers nor prepared: street.");
    JsonNode metrics = json(model.resolve("metrics.json"));
    assertThat(metrics.at("/train/rows").asInt()).isEqualTo(300);
    assertThat(metrics.at("/validation/rows").asInt()).isEqualTo(100);
    assertThat(metrics.at("/validation/auc").asDouble()).isBetween(0.8, 1.0);
    assertThat(metrics.at("/definition").asText()).isEqualTo("d1");
    assertThat(texts(metrics.at("/wanted")))
        .containsExactlyInAnyOrder("spend_7d", "city", "visits_7d");
    assertThat(texts(metrics.at("/features")))
        .containsExactly("visits_7d", "spend_7d_scaled", "city_onehot");
    assertThat(new MeasureLog(buyers.lake()).since(Buyers.NOW))
        .filteredOn(one -> one.kind() == Measurement.Kind.MODEL && one.name().equals("auc"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.table()).hasToString("features.buyers");
              assertThat(one.value()).hasValue(metrics.at("/validation/auc").asDouble());
            });

    Path again = folder.resolve("again");
    say(buyers, ExitCode.DONE, "train", set.toString(), "--out", again.toString());
    assertThat(json(again.resolve("metrics.json"))).isEqualTo(metrics);
    assertThat(telling(again).coefficients()).isEqualTo(telling(model).coefficients());

    Dataset<Row> now =
        buyers
            .rows()
            .limit(60)
            .selectExpr(
                "customer_id",
                "asked",
                "spend_7d",
                "IF(customer_id = 7, null, visits_7d) visits_7d",
                "IF(customer_id = 8, 'Paris', city) city",
                "1e9D spend_7d_scaled");
    Path rows = folder.resolve("rows");
    now.write().parquet(rows.toString());
    Path out = folder.resolve("scores");
    say(
        buyers,
        ExitCode.DONE,
        "score",
        "--model",
        model.toString(),
        "--labels",
        rows.toString(),
        "--out",
        out.toString());

    Dataset<Row> scores = buyers.lake().spark().read().parquet(out.toString());
    assertThat(scores.columns())
        .containsExactly("customer_id", "asked", "prediction", "probability");
    Map<Long, Row> byCustomer = new HashMap<>();
    scores.collectAsList().forEach(row -> byCustomer.put(row.getLong(0), row));
    assertThat(byCustomer).hasSize(60);
    assertThat(byCustomer.get(7L).isNullAt(2)).isTrue();
    assertThat(byCustomer.get(7L).isNullAt(3)).isTrue();
    JsonNode parameters = json(model.resolve("parameters.json"));
    LogisticRegressionModel telling = telling(model);
    for (Row row : now.filter("customer_id <> 7").collectAsList()) {
      double one = byHand(row, parameters, telling);
      Row score = byCustomer.get(row.getLong(0));
      assertThat(score.<Double>getList(3).get(1)).isCloseTo(one, within(1e-12));
      assertThat(score.getDouble(2)).isEqualTo(one > 0.5 ? 1.0 : 0.0);
    }
    JsonNode record = json(out.resolve("_score.json"));
    assertThat(record.get("rows").asInt()).isEqualTo(60);
    assertThat(record.get("unscored").asInt()).isEqualTo(1);
    assertThat(record.get("definition").asText()).isEqualTo("d1");
    assertThat(record.get("metricsSha256").asText()).matches("[0-9a-f]{64}");
  }

  @Test
  void aTableIsSplitAsTheServiceSaysAndWhatCannotBeDoneIsTold() throws IOException {
    Buyers buyers = Buyers.in(folder);
    buyers.table(buyers.rows());
    Path model = folder.resolve("model");

    say(buyers, ExitCode.DONE, "train", "--table", "silver.visits", "--out", model.toString());
    JsonNode metrics = json(model.resolve("metrics.json"));
    assertThat(metrics.at("/train/rows").asInt() + metrics.at("/validation/rows").asInt())
        .isEqualTo(400);
    assertThat(metrics.at("/validation/rows").asInt()).isBetween(74, 126);
    Path out = folder.resolve("scores");
    say(
        buyers,
        ExitCode.DONE,
        "score",
        "--model",
        model.toString(),
        "--table",
        "silver.visits",
        "--out",
        out.toString(),
        "--format",
        "delta");
    assertThat(buyers.ingot().said()).startsWith("Scored 400 rows of silver.visits@0 into ");
    assertThat(buyers.lake().exported(out.toString()).rows().count()).isEqualTo(400);

    refused(
        buyers,
        "something is there already",
        "score",
        "--model",
        model.toString(),
        "--table",
        "silver.visits",
        "--out",
        out.toString());
    Path rows = folder.resolve("rows");
    buyers
        .rows()
        .withColumnRenamed("spend_7d", "spend_7")
        .drop("city")
        .limit(3)
        .write()
        .parquet(rows.toString());
    refused(
        buyers,
        "the rows lack 2 of the 3 columns that the model wants. 'spend_7d': Did you mean"
            + " 'spend_7'? 'city': Use one of:",
        "score",
        "--model",
        model.toString(),
        "--labels",
        rows.toString(),
        "--out",
        path("x"));
    refused(
        buyers,
        "there is no model in",
        "score",
        "--model",
        path("none"),
        "--labels",
        rows.toString(),
        "--out",
        path("x"));
    refused(buyers, "There is no training set in", "train", rows.toString(), "--out", path("x"));
    refused(
        buyers,
        "visits_7d has no value in 1 of the 300 rows that train. Say in services/buyers.yml",
        "train",
        buyers
            .set(
                "gaps",
                buyers
                    .rows()
                    .selectExpr(
                        "customer_id",
                        "asked",
                        "bought",
                        "spend_7d",
                        "city",
                        "street",
                        "IF(customer_id = 4, null, visits_7d) visits_7d"))
            .toString(),
        "--out",
        path("x"));
    refused(
        buyers,
        "the label bought is neither 0 nor 1",
        "train",
        buyers.set("odd", buyers.rows().withColumn("bought", expr("bought * 2"))).toString(),
        "--out",
        path("x"));
    assertThat(
            buyers
                .ingot()
                .say(
                    "features",
                    "score",
                    "--service",
                    "others",
                    "--model",
                    model.toString(),
                    "--table",
                    "silver.visits",
                    "--out",
                    path("x")))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(buyers.ingot().noted()).contains("was trained for service buyers, not for others");
    assertThat(Files.exists(folder.resolve("x"))).isFalse();
  }

  @Test
  void aTrainingSetOfTheLakeIsTrainedOnAndScoredInBothFormats() throws IOException {
    Buyers buyers = Buyers.in(folder);
    buyers.table(buyers.rows());
    buyers.view(buyers.rows());
    JsonNode measured = null;
    for (String format : List.of("parquet", "delta")) {
      String set = path("set_" + format);
      String model = path("model_" + format);
      String out = path("scores_" + format);

      say(buyers, ExitCode.DONE, "trainset", "--out", set, "--format", format, "--shards", "2");
      say(buyers, ExitCode.DONE, "train", set, "--out", model);
      say(buyers, ExitCode.DONE, "score", "--model", model, "--labels", set, "--out", out);

      JsonNode manifest = json(Path.of(set, "manifest.json"));
      assertThat(manifest.at("/views/0/found").asInt()).isEqualTo(400);
      JsonNode metrics = json(Path.of(model, "metrics.json"));
      assertThat(metrics.at("/train/rows").asInt()).isEqualTo(manifest.at("/parts/train").asInt());
      assertThat(metrics.at("/validation/auc").asDouble()).isBetween(0.8, 1.0);
      assertThat(metrics.at("/checksum")).isEqualTo(manifest.at("/checksum"));
      assertThat(texts(metrics.at("/features")))
          .containsExactly("visits_7d", "spend_7d_scaled", "city_onehot");
      Dataset<Row> scores = buyers.lake().spark().read().parquet(out);
      assertThat(scores.columns())
          .containsExactly("customer_id", "asked", "_split", "prediction", "probability");
      assertThat(scores.filter("prediction IS NOT NULL").select("customer_id").distinct().count())
          .isEqualTo(400);
      if (measured != null) {
        assertThat(metrics.at("/validation")).isEqualTo(measured);
      }
      measured = metrics.at("/validation");
    }
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static void refused(Buyers buyers, String why, String... words) {
    say(buyers, ExitCode.PROJECT_WRONG, words);
    assertThat(buyers.ingot().noted()).contains(why);
  }

  private static void say(Buyers buyers, ExitCode wanted, String... words) {
    ExitCode exit =
        buyers
            .ingot()
            .say(
                Stream.concat(
                        Stream.of("features", words[0], "--service", "buyers"),
                        Stream.of(words).skip(1))
                    .toArray(String[]::new));
    assertThat(exit).as(buyers.ingot().noted()).isEqualTo(wanted);
  }

  /** Of visits, scaled spending and the two cities, in the order of the model's features. */
  private static double byHand(Row row, JsonNode parameters, LogisticRegressionModel model) {
    JsonNode imputed = parameters.at("/steps/0");
    JsonNode scaled = parameters.at("/steps/1");
    List<String> cities = texts(parameters.at("/steps/2/categories"));
    double spend = row.isNullAt(2) ? imputed.get("value").asDouble() : row.getDouble(2);
    double[] features = {
      row.getLong(3),
      (spend - scaled.get("center").asDouble() - scaled.get("rest").asDouble())
          / scaled.get("divisor").asDouble(),
      cities.indexOf(row.getString(4)) == 0 ? 1 : 0,
      cities.indexOf(row.getString(4)) == 1 ? 1 : 0
    };
    Vector weights = model.coefficients();
    double sum = model.intercept();
    for (int i = 0; i < features.length; i++) {
      sum += weights.apply(i) * features[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }

  private static LogisticRegressionModel telling(Path model) {
    PipelineModel pipeline = PipelineModel.load(model.toString());
    return (LogisticRegressionModel) pipeline.stages()[pipeline.stages().length - 1];
  }

  private static List<String> texts(JsonNode list) {
    return java.util.stream.StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }
}
