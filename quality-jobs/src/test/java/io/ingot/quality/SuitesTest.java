package io.ingot.quality;

import static io.ingot.core.batch.Verdict.Ruling.PASSED;
import static io.ingot.core.batch.Verdict.Ruling.REFUSED;
import static io.ingot.core.batch.Verdict.Ruling.WARNED;
import static io.ingot.quality.Judging.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Verdict;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.TestProject;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuitesTest {
  private static final String[] ROWS = {
    "(1, 'ann@example.org', 5)", "(2, null, 7)", "(2, 'no mail', 90)"
  };

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void declareTables() {
    project =
        TestProject.in(folder)
            .file("bronze/people.yml", "source: {connection: drop, path: '*.csv', format: csv}\n")
            .file(
                "silver/people.yml",
                """
                from: bronze.people
                columns:
                  id: {type: int, key: true}
                  mail: {type: string, personal: true}
                  age: {type: int, personal: true}
                checks:
                  - {complete: id, owner: carol}
                """);
  }

  @Test
  void aSuiteIsJudgedWithItsTableUnderItsOwnName() {
    project.file(
        "quality/nightly.yml",
        """
        table: silver.people
        owner: dora
        score: 75%
        checks:
          - {complete: id}
          - {complete: mail, level: warn, owner: ann}
          - {rows: {min: 1}}
          - {sane: [age], nulls: 0%, max: 10, level: warn}
        """);

    assertThat(judged())
        .extracting(
            Verdict::check,
            Verdict::ruling,
            Verdict::measured,
            verdict -> verdict.owner().orElse("-"))
        .containsExactly(
            tuple("complete id", PASSED, "all of 3 rows", "carol"),
            tuple("nightly: complete id", PASSED, "all of 3 rows", "dora"),
            tuple("nightly: complete mail", WARNED, "0.6666 of 3 rows (1 broken)", "ann"),
            tuple("nightly: rows >= 1", PASSED, "3 rows", "dora"),
            tuple(
                "nightly: sane age: age range",
                WARNED,
                "0.3333 of 3 values (1) outside the range",
                "dora"),
            tuple(
                "nightly: score", REFUSED, "0.5 of 4 checks passed, at least 75% wanted", "dora"));
  }

  @Test
  void aScoreThatIsReachedRefusesNothing() {
    project.file(
        "quality/nightly.yml",
        """
        table: silver.people
        score: 50%
        checks:
          - {complete: id}
          - {complete: mail, level: warn}
        """);

    Verdict score = judged().get(3);

    assertThat(score.ruling()).isEqualTo(PASSED);
    assertThat(score.value()).hasValue(0.5);
    assertThat(score.wanted()).contains("at least 50%");
  }

  @Test
  void aSuiteForAnotherTimeOrTableIsNotJudged() {
    project
        .file(
            "quality/later.yml", "table: silver.people\nwhen: schedule\nchecks: [{complete: mail}]")
        .file("quality/other.yml", "table: bronze.people\nchecks: [{complete: mail}]");

    assertThat(judged()).extracting(Verdict::check).containsExactly("complete id");
  }

  @Test
  void valuesOfAPersonAreNotShown() {
    project.file(
        "quality/private.yml",
        """
        table: silver.people
        checks:
          - {matches: mail, kind: email}
          - {between: age, max: 50, where: mail IS NOT NULL}
          - {unique: [mail, age], where: id = 2}
          - {complete: mail}
          - {maximum: age, max: 50}
          - {quantile: age, at: 0.5, min: 1}
          - {mean: age, max: 50}
          - {unique: [id]}
        """);

    List<Verdict> verdicts = judged().subList(1, 9);

    assertThat(verdicts.stream().map(Verdict::examples))
        .containsExactly(
            List.of("id='2', mail=***"),
            List.of("id='2', age=***, mail=***"),
            List.of(),
            List.of("id='2', mail=null"),
            List.of(),
            List.of(),
            List.of(),
            List.of("id='2'"));
    assertThat(verdicts.get(4))
        .extracting(Verdict::ruling, Verdict::measured)
        .containsExactly(REFUSED, "*** of 3 values");
    assertThat(verdicts.get(4).value()).isEmpty();
    assertThat(verdicts.get(5).measured()).isEqualTo("*** of 3 values");
    assertThat(verdicts.get(6).measured()).isEqualTo("34 of 3 values");
  }

  @Test
  void aCheckThatDoesNotFitIsToldWithItsSuite() {
    project.file("quality/odd.yml", "table: bronze.people\nchecks: [{mean: mail, min: 1}]");

    assertThatThrownBy(
            () -> gate("bronze.people").measures(StructType.fromDDL("id INT, mail STRING")))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot judge 'odd: mean mail >= 1' of bronze.people: mean needs a column of type"
                + " number, and 'mail' is string. Correct the check.");
  }

  @Test
  void whatWasReadAndHeldBackIsNotLoaded() {
    project.file(
        "quality/load.yml",
        "table: silver.people\nchecks: [{loaded: 80%}, {loaded: 95%, level: warn}]");
    DeequGate gate = gate("silver.people");
    Evidence evidence = new Judging(folder.resolve("rows")).written(people(), gate);

    List<Verdict> verdicts =
        gate.judge(
            new Evidence(
                new Counts(10, 3, 5, 2),
                evidence.measures(),
                evidence.rejected(),
                evidence.written()));

    assertThat(verdicts.subList(1, 3))
        .extracting(Verdict::ruling, Verdict::measured)
        .containsExactly(
            tuple(PASSED, "0.8 of 10 rows read (2 held back)"),
            tuple(WARNED, "0.8 of 10 rows read (2 held back)"));
  }

  private List<Verdict> judged() {
    DeequGate gate = gate("silver.people");
    return gate.judge(new Judging(folder.resolve("rows")).written(people(), gate));
  }

  private DeequGate gate(String table) {
    Project loaded = project.load();
    return (DeequGate)
        new QualityGates()
            .gate(loaded, loaded.tables().get(TableName.of(table)), project.lake())
            .orElseThrow();
  }

  private static Dataset<Row> people() {
    return rows("id, mail, age", ROWS);
  }
}
