package io.ingot.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Plans;
import io.ingot.core.batch.Published;
import io.ingot.core.batch.Tenure;
import io.ingot.core.batch.Verdict;
import io.ingot.core.error.GateException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.LeaseTerms;
import io.ingot.core.project.Maintain;
import io.ingot.core.project.Platform;
import io.ingot.core.project.Project;
import io.ingot.core.project.Retry;
import io.ingot.core.project.Serving;
import io.ingot.core.project.TableName;
import io.ingot.core.project.Watching;
import io.ingot.core.run.Stage;
import io.ingot.core.run.StageContext;
import io.ingot.core.run.StageProvider;
import io.ingot.core.testkit.Lakes;
import io.ingot.features.prepare.ScalingParameters;
import io.ingot.features.view.Sales;
import io.ingot.features.view.Views;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.feature.StandardScalerModel;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;

class FeatureStageTest {
  private static final TableName SALES = TableName.of("silver.sales");
  private static final TableName ACTIVITY = TableName.of("features.activity");
  private static final FeatureView VISITS =
      Views.view(Views.features("visits", Views.count("*", 7)));
  private static final FeatureView SCALED = scaled("1998-10-01");
  private static final String MODEL = "lake/models/activity/";

  @TempDir Path folder;
  private Lake lake;

  @BeforeEach
  void openLake() {
    lake = Lakes.in(folder);
  }

  @Test
  void theStageOfAFeatureViewIsFound() {
    List<Stage> stages =
        ServiceLoader.load(StageProvider.class).stream()
            .flatMap(provider -> provider.get().stage(VISITS).stream())
            .toList();

    assertThat(stages).hasSize(1);
    assertThat(stages.get(0).table()).isEqualTo(VISITS);
  }

  @Test
  void aViewWaitsForItsInput() {
    assertThat(plan(VISITS)).isEqualTo(new Plan.NothingToDo("waits for silver.sales"));
  }

  @Test
  void theFirstBatchReadsTheInputAsItIs() {
    Sales.add(lake, 0, "(1, '1998-03-01', 5, '1998-03-02')");
    Sales.add(lake, 1, "(1, '1998-03-02', 5, '1998-03-03')");

    Plan plan = plan(VISITS);
    Published published = run(VISITS, plan, 0);

    assertThat(plan.reason()).isEqualTo("first batch");
    assertThat(plan.range()).isEqualTo("silver.sales@1");
    assertThat(published.counts().written()).isEqualTo(2);
    assertThat(Lakes.texts(lake, "features.activity", "*"))
        .containsExactly(
            "[1,1998-03-01,1998-03-02 00:00:00.0,1998-03-02 00:00:00.0,1,false]",
            "[1,1998-03-02,1998-03-03 00:00:00.0,1998-03-03 00:00:00.0,2,false]");
  }

  @Test
  void aPlanThatStandsReadsItsVersionWhateverCameLater() {
    Sales.add(lake, 0, "(1, '1998-03-01', 5, '1998-03-02')");
    Plan plan = plan(VISITS);
    Sales.add(lake, 1, "(1, '1998-03-02', 5, '1998-03-03')");

    run(VISITS, plan, 0);

    assertThat(Lakes.texts(lake, "features.activity", "event_time"))
        .containsExactly("[1998-03-01]");
    assertThat(plan(VISITS).reason()).isEqualTo("silver.sales has new batch 1");
  }

  @Test
  void withoutAChangeThereIsNothingToDo() {
    Sales.add(lake, 0, "(1, '1998-03-01', 5, '1998-03-02')");
    run(VISITS, plan(VISITS), 0);

    assertThat(plan(VISITS)).isEqualTo(new Plan.NothingToDo("up to date"));
  }

  @Test
  void newBatchesOfTheInputAddToTheView() {
    Sales.add(lake, 0, "(1, '1998-03-01', 5, '1998-03-02')", "(3, '1998-03-01', 5, '1998-03-02')");
    run(VISITS, plan(VISITS), 0);
    Sales.add(lake, 1, "(1, '1998-02-28', 5, '1998-03-05')");
    Sales.add(lake, 2, "(2, '1998-03-02', 5, '1998-03-06')");

    Plan plan = plan(VISITS);
    Published published = run(VISITS, plan, 1);

    assertThat(plan.mode()).isEqualTo("advance");
    assertThat(plan.range()).isEqualTo("silver.sales batches 1..2");
    assertThat(plan.reason()).isEqualTo("silver.sales has new batches 1..2");
    assertThat(published.counts().written()).isEqualTo(3);
    assertThat(
            Lakes.texts(
                lake,
                "features.activity",
                "customer_id",
                "event_time",
                "date(known_time)",
                "visits_7d"))
        .containsExactly(
            "[1,1998-02-28,1998-03-05,1]",
            "[1,1998-03-01,1998-03-02,1]",
            "[1,1998-03-01,1998-03-05,2]",
            "[2,1998-03-02,1998-03-06,1]",
            "[3,1998-03-01,1998-03-02,1]");
    assertThat(plan(VISITS)).isEqualTo(new Plan.NothingToDo("up to date"));
  }

  @Test
  void aChangedDeclarationReplacesTheViewAndItsColumns() {
    Sales.add(lake, 0, "(1, '1998-03-01', 5, '1998-03-02')");
    run(VISITS, plan(VISITS), 0);
    FeatureView byItem =
        Views.view(
            Map.of("item", "string"),
            Views.features("spend", Views.sum("amount", 30)),
            Optional.empty());

    Plan plan = plan(byItem);
    run(byItem, plan, 1);

    assertThat(plan.reason()).isEqualTo("definition changed");
    assertThat(Lakes.texts(lake, "features.activity", "*"))
        .containsExactly(
            "[item,1998-03-01,1998-03-02 00:00:00.0,1998-03-02 00:00:00.0,5.0000,false]");
    assertThat(plan(byItem)).isEqualTo(new Plan.NothingToDo("up to date"));
  }

  @Test
  void anInputThatWasMadeAnewOrWentBackIsReadAgain() {
    Sales.add(lake, 0, "(1, '1998-03-01', 5, '1998-03-02')");
    String id = lake.table(SALES).state().tableId();

    run(VISITS, rebuild("another-id", 0), 0);
    assertThat(plan(VISITS).reason()).isEqualTo("silver.sales is another table now");

    run(VISITS, rebuild(id, 5), 1);
    assertThat(plan(VISITS).reason()).isEqualTo("silver.sales went back from batch 5 to 0");
  }

  @Test
  void whenTheLogForgotTheLastBatchItsPlanFileTells() throws IOException {
    Sales.add(lake, 0, "(1, '1998-03-01', 5, '1998-03-02')");
    Batch batch = new Plans(lake).writeAhead(batch(VISITS, plan(VISITS), 0));
    new FeatureStage(VISITS).run(context(), batch);

    forgetTheFirstCommit();

    assertThat(lake.table(ACTIVITY).committed(0, 0)).isEmpty();
    assertThat(plan(VISITS)).isEqualTo(new Plan.NothingToDo("up to date"));
    assertThat(plan(SCALED).reason()).isEqualTo("last inputs unknown");
    Sales.add(lake, 1, "(1, '1998-03-02', 5, '1998-03-03')");
    assertThat(plan(VISITS).reason()).isEqualTo("silver.sales has new batch 1");
  }

  @Test
  void whenNothingTellsOfTheLastBatchTheViewIsComputedAgain() throws IOException {
    Sales.add(lake, 0, "(1, '1998-03-01', 5, '1998-03-02')");
    run(VISITS, plan(VISITS), 0);

    forgetTheFirstCommit();

    assertThat(plan(VISITS).reason()).isEqualTo("last inputs unknown");
  }

  @Test
  void aViewWithATrainingSetIsSplitEvenIfNothingIsScaled() {
    Sales.add(lake, 0, "(1, '1998-09-30', 5, '1998-10-02')", "(1, '1998-10-01', 5, '1998-10-02')");
    FeatureView split = Views.view(Views.features("visits", Views.count("*", 7)), "1998-10-01");

    run(split, plan(split), 0);

    assertThat(Lakes.texts(lake, "features.activity", "event_time", "visits_7d", "_split"))
        .containsExactly("[1998-09-30,1,train]", "[1998-10-01,2,validation]");
    assertThat(folder.resolve(MODEL)).doesNotExist();
  }

  @Test
  void theSavedModelOfABatchScalesItsRowsAsTheyWerePublished() {
    addTwoMonths();
    run(SCALED, plan(SCALED), 0);
    Sales.add(lake, 1, "(1, '1998-09-02', 50, '1998-09-03')");
    run(SCALED, plan(SCALED), 1);

    Dataset<Row> rows = lake.table(ACTIVITY).at(lake.table(ACTIVITY).state().version());
    Dataset<Row> again =
        PipelineModel.load(lake.model(ACTIVITY, 1))
            .transform(rows.withColumnRenamed("_scaled", "published"))
            .withColumn("again", functions.vector_to_array(new Column("_scaled"), "float64"));

    assertThat(rows.count()).isEqualTo(5);
    assertThat(again.filter("size(again) = 2 AND again = published").count()).isEqualTo(5);
    assertThat(mean(0)).isEqualTo(15);
    assertThat(mean(1)).isGreaterThan(15);
    assertThat(rows.schema().apply("_scaled").getComment().get()).isEqualTo("spend_1d, visits_7d");
  }

  @Test
  void theModelsNumbersAreTheParametersFile() throws IOException {
    addTwoMonths();
    run(SCALED, plan(SCALED), 0);

    String text = Files.readString(folder.resolve(MODEL + "0/parameters.json"));

    assertThat(Json.read(text, ScalingParameters.class))
        .isEqualTo(
            new ScalingParameters(
                ACTIVITY,
                0,
                SCALED.definitionHash(),
                SCALED.training().orElseThrow().validationFrom(),
                2,
                0,
                List.of(
                    new ScalingParameters.Standard("spend_1d", 15, Math.sqrt(50)),
                    new ScalingParameters.Standard("visits_7d", 1, 0))));
    assertThat(text).contains("7.0710678118654755", "\"1998-10-01\"");
  }

  @Test
  void nothingStaysStagedWhetherPublishedOrRefused() {
    addTwoMonths();

    assertThatThrownBy(() -> refused(SCALED)).isInstanceOf(GateException.class);
    assertThat(folder.resolve("lake/_ingot/staging/features.activity")).isEmptyDirectory();
    run(SCALED, plan(SCALED), 0);
    assertThat(folder.resolve("lake/_ingot/staging/features.activity")).isEmptyDirectory();
  }

  @Test
  void whatAnAttemptLeftBetweenModelAndCommitIsMendedByTheNext() throws IOException {
    addTwoMonths();
    assertThatThrownBy(() -> refused(scaled("1999-01-01"))).isInstanceOf(GateException.class);
    assertThat(mean(0)).isGreaterThan(15);
    assertThat(lake.table(ACTIVITY).state().exists()).isFalse();
    Path leftover = Files.writeString(folder.resolve(MODEL + "0/leftover"), "half a model");
    Path half = folder.resolve("lake/_ingot/staging/features.activity/0-killed");
    Files.createDirectories(half);
    Files.writeString(half.resolve("part-00000.parquet"), "half a file");

    run(SCALED, plan(SCALED), 0);

    TableState state = lake.table(ACTIVITY).state();
    assertThat(state.batch()).isZero();
    assertThat(state.version()).isZero();
    assertThat(mean(0)).isEqualTo(15);
    assertThat(leftover).doesNotExist();
    assertThat(half).doesNotExist();
    assertThat(plan(SCALED)).isEqualTo(new Plan.NothingToDo("up to date"));
  }

  @Test
  void aPlanThatHadNothingToTrainOnDoesNotStand() {
    Sales.add(lake, 0, "(1, '1998-10-05', 10, '1998-10-06')");
    Plans plans = new Plans(lake);
    Batch batch = plans.writeAhead(batch(SCALED, plan(SCALED), 0));

    assertThatThrownBy(() -> new FeatureStage(SCALED).run(context(), batch))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("the earliest day is 1998-10-05");
    assertThat(plans.planned(ACTIVITY, lake.table(ACTIVITY).state(), SCALED.definitionHash()))
        .isEmpty();
    Sales.add(lake, 1, "(1, '1998-09-01', 10, '1998-10-06')");
    run(SCALED, plan(SCALED), 0);
    assertThat(Lakes.texts(lake, "features.activity", "event_time", "_scaled[0]"))
        .containsExactly("[1998-09-01,0.0]", "[1998-10-05,0.0]");
  }

  @Test
  void aPlanWhoseInputLacksAColumnDoesNotStand() {
    Sales.add(lake, 0, "(1, '1998-10-05', 10, '1998-10-06')");
    FeatureView early = Views.view(Views.features("tips", Views.sum("tip", 7)));
    Plans plans = new Plans(lake);
    Batch batch = plans.writeAhead(batch(early, plan(early), 0));

    assertThatThrownBy(() -> new FeatureStage(early).run(context(), batch))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("tips: sum tip is no column");
    assertThat(plans.planned(ACTIVITY, lake.table(ACTIVITY).state(), early.definitionHash()))
        .isEmpty();
  }

  @Test
  void twoAttemptsOverTheSameRowsGiveTheSameTable() {
    addTwoMonths();
    run(SCALED, plan(SCALED), 0);
    List<String> first = Lakes.texts(lake, "features.activity", "*");

    run(SCALED, rebuild(lake.table(SALES).state().tableId(), 0), 1);

    assertThat(Lakes.texts(lake, "features.activity", "*")).hasSize(4).isEqualTo(first);
  }

  private void addTwoMonths() {
    Sales.add(
        lake,
        0,
        "(1, '1998-09-01', 10, '1998-09-02')",
        "(2, '1998-09-01', 20, '1998-09-02')",
        "(1, '1998-10-01', 30, '1998-10-02')",
        "(2, '1998-10-02', 90, '1998-10-03')");
  }

  /** The mean of the first scaled feature in a saved model. */
  private double mean(long batch) {
    PipelineModel model = PipelineModel.load(lake.model(ACTIVITY, batch));
    return ((StandardScalerModel) model.stages()[1]).mean().apply(0);
  }

  private Plan plan(FeatureView view) {
    return new FeatureStage(view).plan(context());
  }

  private Published run(FeatureView view, Plan plan, long number) {
    return new FeatureStage(view).run(context(), batch(view, plan, number));
  }

  private Published refused(FeatureView view) {
    return new FeatureStage(view).run(context(new Refusing()), batch(view, plan(view), 0));
  }

  private static Batch batch(FeatureView view, Plan plan, long number) {
    return new Batch(
        view.name(),
        0,
        number,
        plan,
        view.definitionHash(),
        "run-" + number,
        Instant.parse("2026-01-01T00:00:00Z"));
  }

  private Plan rebuild(String id, long batch) {
    return new Plan.Rebuild(Map.of(SALES, new Pin(id, batch, 0)), "first batch");
  }

  private StageContext context(Gate... gates) {
    Project project =
        new Project(
            "shop",
            "test",
            folder,
            lake.location(),
            Map.of(),
            Map.of(ACTIVITY, VISITS),
            LeaseTerms.usual(),
            Maintain.unsaid(),
            Optional.empty(),
            Retry.usual(),
            Watching.nothing(),
            Serving.nothing(),
            Platform.usual());
    return new StageContext(project, lake, new Plans(lake), List.of(gates), Tenure.unshared());
  }

  /** Leaves the view's log as a checkpoint and the clean-up of old log entries would. */
  private void forgetTheFirstCommit() throws IOException {
    String path = lake.table(ACTIVITY).path();
    lake.spark().sql("ALTER TABLE delta.`" + path + "` SET TBLPROPERTIES ('note' = 'a commit')");
    DeltaLog log = DeltaLog.forTable(lake.spark(), path);
    log.checkpoint(log.update(false, Option.empty(), Option.empty()), Option.empty());
    Files.delete(Path.of(path, "_delta_log", "00000000000000000000.json"));
    DeltaLog.clearCache();
  }

  private static FeatureView scaled(String validationFrom) {
    return Views.view(
        Views.features(
            "spend",
            Views.scaled(Views.sum("amount", 1)),
            "visits",
            Views.scaled(Views.count("*", 7)),
            "average",
            Views.mean("amount", 30)),
        validationFrom);
  }

  /** Refuses every batch. */
  private record Refusing() implements Gate {
    @Override
    public List<Column> measures(StructType schema) {
      return List.of();
    }

    @Override
    public List<Verdict> judge(Evidence evidence) {
      return List.of(Verdict.of("never", Verdict.Ruling.REFUSED, "anything"));
    }
  }
}
