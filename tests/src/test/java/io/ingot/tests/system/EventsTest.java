package io.ingot.tests.system;

import static io.ingot.tests.system.SampleTables.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ingot.app.demo.DayChange;
import io.ingot.app.demo.Sources;
import io.ingot.app.demo.events.EventDays;
import io.ingot.core.cli.Conductor;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.error.ExitCode;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import io.ingot.core.project.TableName;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.StageRecord;
import io.ingot.core.testkit.Sparks;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three databases, two HTTP interfaces of which one is busy at first, CSV files of five regions and
 * a Kafka topic fill one silver table: the sample's two days and a third run, played once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsTest {
  private static final String EVENTS = "silver.user_events";
  private static final String LENIENT = "silver.user_events_lenient";

  private final List<RunRecord> runs = new ArrayList<>();
  private final List<Map<TableName, Long>> versions = new ArrayList<>();
  private Sources sources;
  private Project project;
  private Lake lake;
  private SampleTables tables;

  @BeforeAll
  void playTheDays(@TempDir Path folder) {
    sources = EventDays.start(folder);
    sources.variables().forEach((name, value) -> System.setProperty("ingot.env." + name, value));
    Path sample = Path.of(System.getProperty("ingot.home"), "conf/events");
    project = ProjectLoader.load(sample, "dev").orThrow();
    lake = new Lake(Sparks.session(), project.lake(), "dev");
    tables = new SampleTables(lake);
    for (Supplier<DayChange> day : sources.days()) {
      day.get();
      run();
    }
    run();
  }

  @AfterAll
  void stop() {
    sources.variables().keySet().forEach(name -> System.clearProperty("ingot.env." + name));
    sources.close();
  }

  @Test
  void everyRunEndsWellThoughASourceFailsTwiceBeforeItAnswers() {
    assertThat(runs).allSatisfy(run -> assertThat(run.exitCode()).as(run.toString()).isEqualTo(0));
  }

  @Test
  void sevenSourcesFillOneTableAndItsQuarantine() {
    assertThat(stage(0, "bronze.app_events").written()).isEqualTo(1500);
    assertThat(stage(0, "bronze.web_events").written()).isEqualTo(1200);
    assertThat(stage(0, "bronze.shop_events").written()).isEqualTo(900);
    assertThat(stage(0, "bronze.partner_events").written()).isEqualTo(1540);
    assertThat(stage(0, "bronze.mobile_events").written()).isEqualTo(600);
    assertThat(stage(0, "bronze.daily_events").written()).isEqualTo(900);
    assertThat(stage(0, "bronze.activity").written()).isEqualTo(900);

    StageRecord silver = stage(0, EVENTS);
    assertThat(silver.read()).isEqualTo(7540);
    assertThat(silver.duplicates()).isEqualTo(40);
    assertThat(silver.quarantined()).isEqualTo(35);
    assertThat(silver.written()).isEqualTo(7465);
  }

  @Test
  void eachPlantedFaultIsFoundOnceInEachSource() {
    assertThat(
            texts(
                tables
                    .rows("quarantine.user_events")
                    .where("event = 'opened'")
                    .selectExpr("explode(errors) AS error")
                    .groupBy("error.rule", "error.column")
                    .count(),
                "concat_ws(' ', rule, column, count)"))
        .containsExactly(
            "[MAX age 7]",
            "[MIN amount 7]",
            "[NOT_ALLOWED event_type 7]",
            "[PATTERN email 7]",
            "[REQUIRED user_id 7]");
    assertThat(
            texts(
                tables
                    .rows("quarantine.user_events")
                    .where("event = 'opened'")
                    .groupBy("source.name")
                    .count(),
                "count"))
        .isEqualTo(Collections.nCopies(7, "[5]"));
  }

  @Test
  void aNegativeAmountIsRefusedByOneTableAndIsNothingToTheOther() {
    StageRecord silver = stage(0, LENIENT);
    assertThat(silver.read()).isEqualTo(7540);
    assertThat(silver.duplicates()).isEqualTo(40);
    assertThat(silver.quarantined()).isEqualTo(28);
    assertThat(silver.written()).isEqualTo(7472);
    String negative = "event_id LIKE 'evt_%00000000000002'";
    assertThat(texts(tables.rows(LENIENT).filter(negative), "amount"))
        .isEqualTo(Collections.nCopies(7, "[0.00]"));
    assertThat(tables.rows(EVENTS).filter(negative).count()).isZero();
    assertThat(tables.rows(LENIENT).filter("amount IS NULL").count())
        .isEqualTo(tables.rows(EVENTS).filter("amount IS NULL").count())
        .isPositive();
  }

  @Test
  void textIsPutInOrderBeforeItIsJudged() {
    assertThat(tables.rows(EVENTS).filter("category IS NULL").count()).isZero();
    assertThat(tables.rows(EVENTS).filter("category = 'unknown'").count()).isEqualTo(175);
    assertThat(texts(tables.rows(EVENTS).select("event_type").distinct(), "event_type"))
        .containsExactly("[click]", "[logout]", "[purchase]", "[signup]", "[view]");
    assertThat(tables.rows(EVENTS).filter("email <> lower(email)").count()).isZero();
    assertThat(tables.rows("bronze.daily_events").filter("email <> lower(email)").count())
        .isEqualTo(24);
  }

  @Test
  void whatTellsOfAPersonIsNotShownAmongTheReasons() {
    assertThat(
            texts(
                tables
                    .rows("quarantine.user_events")
                    .selectExpr("explode(errors) AS error", "raw")
                    .filter("error.column = 'email'"),
                "coalesce(error.value, '') = 'nobody'",
                "coalesce(raw, '') LIKE '%nobody%'"))
        .isEqualTo(Collections.nCopies(7, "[false,false]"));
  }

  @Test
  void theNextDayBringsWhatIsNewAndWhatChangedAndNothingElse() {
    StageRecord silver = stage(1, EVENTS);
    assertThat(silver.read()).isEqualTo(1285);
    assertThat(silver.written()).isEqualTo(1285);
    assertThat(tables.rows(EVENTS).count()).isEqualTo(8715);
    assertThat(tables.rows(EVENTS).filter("_deleted").count()).isEqualTo(10);
    assertThat(tables.rows(EVENTS).filter("country = 'CH'").count()).isEqualTo(25);
    assertThat(tables.rows(EVENTS).select("event_id").distinct().count()).isEqualTo(8715);
  }

  @Test
  void whatTheAnswersCountIsWhatIsAlive() {
    assertThat(texts(tables.rows("gold.daily_activity").selectExpr("sum(events) e"), "e"))
        .containsExactly("[8705]");
  }

  @Test
  void aRunThatFindsNothingNewMovesOnAnInterfaceThatHadToBeAskedAndNothingElse() {
    assertThat(runs.get(2).stages())
        .filteredOn(stage -> !stage.outcome().equals("unchanged"))
        .extracting(stage -> stage.table().toString(), StageRecord::read)
        .containsExactly(tuple("bronze.mobile_events", 0L));
    Map<TableName, Long> before = new TreeMap<>(versions.get(1));
    before.merge(TableName.of("bronze.mobile_events"), 1L, Long::sum);
    assertThat(versions.get(2)).isEqualTo(before);
  }

  @Test
  void keysAndHeadersOfMessagesAreKept() {
    assertThat(
            tables
                .rows("bronze.activity")
                .filter("_headers[0].key = 'origin'")
                .filter("_offset IS NOT NULL AND _partition IS NOT NULL")
                .count())
        .isEqualTo(1200);
  }

  private StageRecord stage(int run, String table) {
    return runs.get(run).stages().stream()
        .filter(stage -> stage.table().equals(TableName.of(table)))
        .findFirst()
        .orElseThrow();
  }

  private void run() {
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), false);
    RunRecord run =
        new Conductor(project, lake, Console.to(nowhere, nowhere))
            .run(project.tables().keySet(), OutputFormat.TEXT);
    assertThat(ExitCode.of(run.exitCode())).as(run.toString()).isEqualTo(ExitCode.DONE);
    runs.add(run);
    versions.add(tables.versions(project.tables().keySet()));
  }
}
