package io.ingot.features.prepare;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.core.batch.Json;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.FeatureYaml;
import io.ingot.core.project.Preparation;
import io.ingot.core.testkit.Lakes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.JavaConverters;

class PreparingTest {
  private static final String COLUMNS = "_split, id, spend, visits, city, note";

  private static final String[] TRAIN = {
    "('train', 1, 10.0D, 1, 'Oslo', 'Fresh bread, fresh milk')",
    "('train', 2, 20.0D, 2, 'Bergen', 'milk')",
    "('train', 3, double(null), null, 'Oslo', null)",
    "('train', 4, double('NaN'), 9, null, 'Größe 42 牛奶')",
    "('train', 5, 60.0D, 4, 'Moss', 'bread')",
  };

  private static final Map<String, Preparation> PREPARE =
      prepare(
          """
          spend: {impute: mean, scale: standard}
          visits: {impute: median, scale: min_max}
          city: {encode: one_hot}
          note: {encode: tfidf, size: 8}
          """);

  @TempDir Path folder;
  private Lake lake;

  @BeforeEach
  void openLake() {
    lake = Lakes.in(folder);
  }

  @Test
  void everyStepAddsItsColumnAndLearnsFromTheTrainingPart() {
    Dataset<Row> rows =
        rows(
            "('train', 1, 10.0D, 1, 'Oslo', 'Fresh bread')",
            "('train', 2, 20.0D, 2, 'Bergen', 'bread')",
            "('train', 3, double(null), null, 'Oslo', null)",
            "('train', 4, 60.0D, 9, null, 'bread')",
            "('validation', 5, double('Infinity'), null, 'Paris', 'unknown')",
            "('validation', 6, 90.0D, 17, 'Moss', 'bread bread')");

    Dataset<Row> prepared =
        fit(
                rows,
                """
                spend: {impute: mean}
                visits: {impute: median, scale: min_max}
                city: {encode: one_hot}
                note: {impute: constant, constant: "it's", encode: index}
                """)
            .apply(rows);

    assertThat(prepared.columns())
        .containsExactly(
            "_split",
            "id",
            "spend",
            "visits",
            "city",
            "note",
            "spend_imputed",
            "visits_imputed",
            "visits_scaled",
            "city_onehot",
            "note_imputed",
            "note_index");
    assertThat(
            texts(
                prepared,
                "spend_imputed",
                "visits_imputed",
                "visits_scaled",
                "concat_ws(' ', city_onehot)",
                "note_imputed",
                "note_index"))
        .containsExactly(
            "[10.0,1.0,0.0,1.0 0.0,Fresh bread,1]",
            "[20.0,2.0,0.125,0.0 1.0,bread,0]",
            "[30.0,2.0,0.125,1.0 0.0,it's,2]",
            "[60.0,9.0,1.0,0.0 0.0,bread,0]",
            "[30.0,2.0,0.125,0.0 0.0,unknown,3]",
            "[90.0,17.0,2.0,0.0 0.0,bread bread,3]");
    assertThat(prepared.schema().apply("city_onehot").dataType().sql()).isEqualTo("ARRAY<DOUBLE>");
  }

  @Test
  void aMissingValueStaysNullWhereNothingIsImputedAndIsCounted() {
    Dataset<Row> rows =
        rows(
            "('train', 1, 10.0D, 1, 'a', '')",
            "('train', 2, 30.0D, 1, 'a', '')",
            "('train', 3, null, 1, 'a', '')",
            "('train', 4, double('NaN'), 1, 'a', '')",
            "('train', 5, -double('Infinity'), 1, 'a', '')",
            "('validation', 6, null, 7, 'a', '')");

    Prepared prepared =
        fit(
            rows,
            """
            spend: {scale: robust}
            visits: {scale: robust}
            """);

    assertThat(texts(prepared.apply(rows), "spend_scaled", "visits_scaled"))
        .containsExactly(
            "[-1.0,0.0]", "[1.0,0.0]", "[null,0.0]", "[null,0.0]", "[null,0.0]", "[null,0.0]");
    assertThat(prepared.parameters().steps().get(0).values()).isEqualTo(2);
    assertThat(prepared.parameters().steps().get(0).missing()).isEqualTo(3);
  }

  @Test
  void noValidationRowNoTwinAndNoPartitioningMovesWhatIsLearned() {
    String alone = learned(rows(TRAIN));

    List<String> more = new ArrayList<>(List.of(TRAIN));
    more.add("('validation', 6, 1e12D, 1000, 'Paris', 'bread bread bread cheese')");
    more.add("('none', 7, -1e12D, -1000, 'Oslo', 'cheese')");
    assertThat(learned(rows(more.toArray(String[]::new)).repartition(5))).isEqualTo(alone);

    more.add("('train', 8, 1e3D, 10, 'Paris', 'cheese')");
    Dataset<Row> moved = rows(more.toArray(String[]::new));
    assertThat(learned(moved)).isNotEqualTo(alone);
    assertThat(learned(moved.withColumn("_augmented", expr("id = 8")))).isEqualTo(alone);
  }

  @Test
  void aServerWithoutSparkMakesTheSameOfTheParameters() throws Exception {
    List<String> more = new ArrayList<>(List.of(TRAIN));
    more.add("('validation', 6, 17.3D, 3, 'Paris', 'MILK milk cheese 牛')");
    more.add("('validation', 7, double('Infinity'), null, null, null)");
    Dataset<Row> rows = rows(more.toArray(String[]::new));
    Prepared prepared = Preparing.fit(rows, PREPARE);

    PlainServer server =
        new PlainServer(new ObjectMapper().readTree(Json.pretty(prepared.parameters())));

    for (Row row : prepared.apply(rows).collectAsList()) {
      Map<String, Object> given = new LinkedHashMap<>();
      PREPARE.keySet().forEach(column -> given.put(column, row.getAs(column)));
      Map<String, Object> answered = server.answer(given);
      assertThat(answered.keySet()).containsExactlyElementsOf(prepared.outputs());
      prepared
          .outputs()
          .forEach(
              output ->
                  assertThat(numbers(answered.get(output)))
                      .as(output)
                      .usingElementComparator(
                          (a, b) -> Math.abs(a - b) <= 1e-10 * Math.abs(b) ? 0 : 1)
                      .containsExactlyElementsOf(numbers(row.getAs(output))));
    }
  }

  @Test
  void theModelIsReadBackByMllibAlone() {
    Dataset<Row> rows = rows(TRAIN);
    Prepared prepared = Preparing.fit(rows, PREPARE);
    String path = folder.resolve("model").toString();
    new ModelStore(lake).save(prepared, path);

    Dataset<Row> again = PipelineModel.load(path).transform(rows);

    assertThat(texts(again, "spend_imputed", "spend_scaled", "visits_scaled"))
        .isEqualTo(texts(prepared.apply(rows), "spend_imputed", "spend_scaled", "visits_scaled"));
    assertThat(
            Json.read(
                Lakes.rows(lake, "x", "(1)")
                    .sparkSession()
                    .read()
                    .option("wholetext", "true")
                    .text(path + "/parameters.json")
                    .first()
                    .getString(0),
                PreparationParameters.class))
        .isEqualTo(prepared.parameters());
  }

  @Test
  void whatCannotBePreparedIsTold() {
    Dataset<Row> rows =
        rows(
            "('train', 1, null, 1, 'a', '')",
            "('train', 2, null, 1, 'a', '')",
            "('validation', 3, 10D, 1, 'a', '')");

    refused(rows, "spend: {scale: standard}")
        .hasMessage(
            "Cannot prepare column 'spend': none of the 2 rows that train has a value. Leave it"
                + " out, or impute a constant.");
    refused(rows, "citty: {encode: index}")
        .hasMessage(
            "Cannot prepare column 'citty': the rows have no such column. Did you mean 'city'?");
    refused(rows, "city: {scale: standard}")
        .hasMessageContaining("scale takes a number, and this one is STRING");
    refused(rows, "visits: {encode: tfidf}").hasMessageContaining("takes a text");
    refused(rows, "city: {impute: median}").hasMessageContaining("impute: median takes a number");
    refused(rows, "visits: {impute: constant, constant: none}")
        .hasMessageContaining("constant: none is no INT");
    refused(rows.withColumnRenamed("id", "city_index"), "city: {encode: index}")
        .hasMessageContaining("a column 'city_index' already");
    refused(rows.filter("_split <> 'train'"), "visits: {scale: standard}")
        .hasMessageContaining("no row trains");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(
      Dataset<Row> rows, String prepare) {
    return assertThatThrownBy(() -> fit(rows, prepare)).isInstanceOf(ProjectException.class);
  }

  private static String learned(Dataset<Row> rows) {
    return Json.write(Preparing.fit(rows, PREPARE).parameters());
  }

  private static List<Double> numbers(Object value) {
    if (value instanceof scala.collection.Seq<?> array) {
      return JavaConverters.seqAsJavaList(array).stream()
          .map(one -> Double.valueOf(one.toString()))
          .toList();
    }
    return value instanceof List<?> list
        ? list.stream().map(one -> Double.valueOf(one.toString())).toList()
        : List.of(Double.valueOf(value.toString()));
  }

  /** By id, so in the order in which they were written. */
  private static List<String> texts(Dataset<Row> rows, String... columns) {
    return rows.orderBy("id").selectExpr(columns).collectAsList().stream()
        .map(Row::toString)
        .toList();
  }

  private static Prepared fit(Dataset<Row> rows, String prepare) {
    return Preparing.fit(rows, prepare(prepare));
  }

  private static Map<String, Preparation> prepare(String yaml) {
    return FeatureYaml.service(
            "offers", "features: [\"activity:*\"]\ntraining:\n  prepare:\n" + yaml.indent(4))
        .training()
        .prepare();
  }

  private Dataset<Row> rows(String... values) {
    return Lakes.rows(lake, COLUMNS, values);
  }
}
