package io.ingot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.batch.BatchWriter;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Landing;
import io.ingot.core.batch.Plans;
import io.ingot.core.batch.Published;
import io.ingot.core.batch.Tenure;
import io.ingot.core.batch.Verdict;
import io.ingot.core.error.GateException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.MergeRequest;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.project.Check;
import io.ingot.core.project.CheckTerms;
import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.LeaseTerms;
import io.ingot.core.project.Maintain;
import io.ingot.core.project.Platform;
import io.ingot.core.project.Project;
import io.ingot.core.project.Retry;
import io.ingot.core.project.RowCheck;
import io.ingot.core.project.Serving;
import io.ingot.core.project.Share;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.TableName;
import io.ingot.core.project.Tolerance;
import io.ingot.core.project.Watch;
import io.ingot.core.project.Watching;
import io.ingot.core.run.GateProvider;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.SparkWork;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityGatesTest {
  private static final String TABLE = "silver.orders";
  private static final TableLayout LAYOUT = new TableLayout(List.of(), List.of("id"), Map.of());

  @TempDir Path folder;
  private Lake lake;
  private LakeTable table;

  @BeforeEach
  void openLake() {
    lake = Lakes.in(folder);
    table = lake.table(TableName.of(TABLE));
  }

  @Test
  void aRefusedBatchPublishesNothingAndIsToldWithValueAndExample() {
    assertThatThrownBy(
            () ->
                publish(
                    0,
                    appended("(1, 'ann@x')", "(2, null)", "(3, 'bob@x')"),
                    Checks.complete("mail"),
                    Checks.rows(1, 9)))
        .isInstanceOf(GateException.class)
        .hasMessageContaining(
            "complete mail: measured 0.6666 of 3 rows (1 broken); e.g. id='2', mail=null")
        .hasMessageNotContaining("rows >= 1");

    assertThat(table.state().exists()).isFalse();
  }

  @Test
  void aRefusedBatchLeavesAnOlderVersionAsItWas() {
    publish(0, appended("(1, 'ann@x')"), Checks.unique("id"));

    assertThatThrownBy(
            () -> publish(1, appended("(2, 'bob@x')", "(2, 'eve@x')"), Checks.unique("id")))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("unique id: measured 0 of 2 rows (2 repeated); e.g. id='2'");

    assertThat(table.state().version()).isZero();
    assertThat(Lakes.texts(lake, TABLE, "id")).containsExactly("[1]");
  }

  @Test
  void aWarnedBatchIsPublishedAndItsExampleIsNotStored() {
    Check warning =
        new RowCheck.Satisfies(
            "mail LIKE '%@%'",
            Tolerance.atLeast(Share.of("100%")), CheckTerms.usual().at(CheckTerms.Level.WARN));

    Published published = publish(0, appended("(1, 'ann@x')", "(2, 'no mail')"), warning);

    Verdict verdict = published.verdicts().get(0);
    assertThat(verdict)
        .isEqualTo(
            Verdict.of(
                    "satisfies mail LIKE '%@%'", Verdict.Ruling.WARNED, "0.5 of 2 rows (1 broken)")
                .measuring(0.5)
                .wanting("all")
                .breaking(verdict.samples()));
    assertThat(verdict.examples()).containsExactly("id='2', mail='no mail'");
    assertThat(Lakes.texts(lake, TABLE, "id")).containsExactly("[1]", "[2]");
    assertThat(table.committed(0, 0).orElseThrow().record())
        .contains("0.5 of 2 rows")
        .doesNotContain("no mail");
  }

  @Test
  void rowsThatAreMergedAreJudgedBeforeTheyEnter() {
    publish(0, appended("(1, 'ann@x')"), Checks.complete("mail"));

    assertThatThrownBy(
            () ->
                publish(
                    1,
                    merged("(1, 'eve@x')", "(2, null)"),
                    Checks.unique("id"),
                    Checks.complete("mail")))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("e.g. id='2', mail=null");

    assertThat(Lakes.texts(lake, TABLE, "id", "mail")).containsExactly("[1,ann@x]");
  }

  @Test
  void anEmptyBatchIsPublishedUnlessItsNumberOfRowsIsRefused() {
    publish(0, appended("(1, 'ann@x')"), Checks.complete("mail"));

    publish(1, nothing(), Checks.complete("mail"), Checks.unique("id"));
    assertThat(table.state().batch()).isEqualTo(1);

    assertThatThrownBy(() -> publish(2, nothing(), Checks.rows(1, 9)))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("rows >= 1 <= 9: measured 0 rows");
  }

  @Test
  void checksAddNoSparkJobToTheWriteThatTheyRideOn() {
    publish(0, appended("(1, 'ann@x')"));
    long unchecked =
        SparkWork.during(lake.spark(), () -> publish(1, appended("(2, 'bob@x')"))).jobs();

    SparkWork checked =
        SparkWork.during(
            lake.spark(),
            () ->
                publish(
                    2,
                    appended("(3, 'eve@x')"),
                    Checks.complete("id"),
                    Checks.complete("mail"),
                    Checks.between("id", "1", "9"),
                    Checks.in("mail", "eve@x"),
                    Checks.matches("mail", ".+@x"),
                    Checks.satisfies("id > 0"),
                    Checks.rows(1, 1)));

    assertThat(unchecked).isPositive();
    assertThat(checked.jobs()).isEqualTo(unchecked);
  }

  @Test
  void judgingWhatPassedReadsNothingBack() {
    DeequGate gate =
        new DeequGate(Judging.TABLE, List.of(Checks.complete("id"), Checks.rows(1, 1)), List.of());
    Dataset<Row> one = Judging.rows("id", "(1)");
    Evidence measured = new Judging(folder).written(one, gate);
    Evidence unreadable =
        new Evidence(
            measured.counts(),
            measured.measures(),
            Map.of(),
            () -> {
              throw new AssertionError("The written rows were asked for.");
            });

    assertThat(gate.judge(unreadable))
        .extracting(Verdict::ruling)
        .containsExactly(Verdict.Ruling.PASSED, Verdict.Ruling.PASSED);
  }

  @Test
  void uniquenessReadsTheRowsOnce() {
    DeequGate gate =
        new DeequGate(
            Judging.TABLE, List.of(Checks.unique("id"), Checks.complete("mail")), List.of());
    Dataset<Row> rows = lake.spark().range(1000).selectExpr("id", "'a' AS mail");
    Evidence written = new Judging(folder).written(rows, gate);

    SparkWork judging = SparkWork.during(lake.spark(), () -> gate.judge(written));

    assertThat(judging.rowsRead()).isEqualTo(1000);
  }

  @Test
  void aTableWithoutChecksHasNoGate() {
    assertThat(new QualityGates().gate(project(), silver(), lake)).isEmpty();
  }

  private Published publish(long number, Candidate candidate, Check... checks) {
    List<Gate> gates =
        ServiceLoader.load(GateProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(QualityGates.class::isInstance)
            .flatMap(
                provider -> provider.gate(project(silver(checks)), silver(checks), lake).stream())
            .toList();
    return new BatchWriter(lake, new Plans(lake), gates, Tenure.unshared())
        .publish(Lakes.batch(TABLE, number, "run-" + number), candidate);
  }

  private static SilverTable silver(Check... checks) {
    return new SilverTable(
        TableName.of(TABLE),
        Optional.empty(),
        List.of(TableName.of("bronze.orders")),
        Map.of("id", column("int", true), "mail", column("string", false)),
        List.of(),
        null,
        List.of(),
        null,
        null,
        null,
        List.of(checks),
        Watch.none(),
        null,
        Set.of());
  }

  private Project project(SilverTable... tables) {
    return new Project(
        "shop",
        "test",
        folder,
        lake.location(),
        Map.of(),
        Stream.of(tables).collect(Collectors.toMap(SilverTable::name, declared -> declared)),
        LeaseTerms.usual(),
        Maintain.unsaid(),
        Optional.empty(),
        Retry.usual(),
        Watching.nothing(),
        Serving.nothing(),
        Platform.usual());
  }

  private static ColumnContract column(String type, boolean key) {
    return new ColumnContract(
        type,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        null,
        false,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        key,
        key,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        false,
        null,
        Optional.empty(),
        Optional.empty());
  }

  private Candidate appended(String... values) {
    return whole(Lakes.rows(lake, "id, mail", values));
  }

  private Candidate nothing() {
    return whole(Lakes.rows(lake, "id, mail", "(1, 'ann@x')").filter("id > 1"));
  }

  private static Candidate whole(Dataset<Row> rows) {
    return Candidate.whole(rows, new Publication.Append(), LAYOUT, Map.of());
  }

  private Candidate merged(String... values) {
    Dataset<Row> rows = Lakes.rows(lake, "id, mail", values);
    return new Candidate(
        rows,
        Candidate.Fates.allKept(),
        List.of(),
        List.of(),
        Candidate.Aside.nothing(rows),
        new Candidate.Entry.Staged(
            (own, staged) ->
                new Landing.Merge(
                    staged,
                    new MergeRequest(List.of("id"), List.of("mail"), List.of("mail"), List.of()))),
        LAYOUT,
        Map.of());
  }
}
