package io.ingot.etl.erase;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Erasure;
import io.ingot.core.batch.Erasures;
import io.ingot.core.error.ExitCode;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Subject;
import io.ingot.core.testkit.Ingot;
import io.ingot.core.testkit.TestProject;
import io.ingot.etl.trace.Conditions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EraseTest {
  private static final String SUBJECT = "770077007";
  private static final List<String> VALUES =
      List.of(SUBJECT, "Zaphodina", "Quuxley", "zq@planted.test", "Plantedstreet");

  @TempDir Path folder;
  private Ingot ingot;
  private TestProject project;

  @BeforeEach
  void fillALake() {
    ingot = Ingot.in(folder);
    project =
        TestProject.in(folder)
            .file(
                "bronze/sales.yml",
                "source: {connection: drop, path: sales/*.csv, format: csv, settle: 0s}")
            .file(
                "bronze/customer.yml",
                "source: {connection: drop, path: customer/*.json, format: json, settle: 0s}")
            .file(
                "silver/sales.yml",
                """
                from: bronze.sales
                columns:
                  sale_id: {type: bigint, key: true}
                  buyer:   {type: bigint, from: customer_no, ref: silver.customer.customer_id, else: warn}
                  sold_on: {type: date}
                  note:    {type: string}
                  price:   {type: "decimal(8,2)", min: 0}
                write: {mode: merge}
                """)
            .file(
                "silver/customer.yml",
                """
                from: bronze.customer
                columns:
                  customer_id: {type: bigint, key: true, from: id}
                  name:        {type: string}
                  street:      {type: string, from: address.street}
                  email:       {type: string, personal: true}
                  since:       {type: date, required: true}
                write: {mode: scd2, order_by: since}
                """)
            .file(
                "gold/daily.yml",
                """
                write: {mode: replace_partitions, partition_by: [sold_on]}
                recompute: {driver: silver.sales, by: sold_on}
                """)
            .file(
                "gold/daily.sql",
                "SELECT sold_on, sum(price) AS price, max(note) AS note FROM silver.sales GROUP BY 1")
            .file("gold/activity.yml", "description: of a customer")
            .file(
                "gold/activity.sql",
                "SELECT buyer, count(*) AS visits FROM silver.sales GROUP BY buyer")
            .file("gold/names.yml", "description: no column tells the customer")
            .file(
                "gold/names.sql",
                "SELECT array_agg(name) AS names FROM silver.customer WHERE _current")
            .file(
                "incoming/customer/a.json",
                """
                {"id": 1, "name": "Anna", "address": {"street": "Lane 1"}, "email": "a@x.test", "since": "2026-01-01"}
                {"id": 770077007, "name": "Zaphodina", "address": {"street": "Plantedstreet 1"}, "email": "zq@planted.test", "since": "2026-01-01"}
                {"id": 770077007, "name": "Quuxley", "address": {"street": "Plantedstreet 2"}, "email": "zq@planted.test", "since": "2026-01-05"}
                {"id": 770077007, "name": "Quuxley
                """)
            .file(
                "incoming/sales/a.csv",
                """
                sale_id,customer_no,sold_on,note,price
                1,1,2026-01-01,fine,1.00
                2,770077007,2026-01-01,to Quuxley,2.00
                3,1,2026-01-02,fine,4.00
                4,770077007,2026-01-02,to Zaphodina,-8.00
                5,+770077007,2026-01-03,to Quuxley,8.00
                6,1,2026-01-02,fine,-1.00
                """)
            .file(
                "incoming/sales/b.csv",
                "sale_id,customer_no,sold_on,note,price\n7, 770077007 ,2026-01-04,to Quuxley,1.00\n");
    project.run();
    // A sale of the subject is changed, so that there are change files and older versions.
    project.file(
        "incoming/sales/c.csv",
        "sale_id,customer_no,sold_on,note,price\n2,770077007,2026-01-01,for Quuxley,3.00\n8,2,2026-01-01,fine,9.00\n");
    project.run();
  }

  @Test
  void nothingOfTheSubjectIsLeftInAnyFileAndNothingOfOthersIsMissing() throws IOException {
    List<String> salesOfOthers = others("silver.sales", "buyer");
    assertThat(LakeBytes.holding(folder.resolve("lake"), VALUES)).hasSizeGreaterThan(20);

    assertThat(erase("--output", "json")).isEqualTo(ExitCode.DONE);
    assertThat(ingot.json().at("/plan/parts").findValuesAsText("table"))
        .containsExactly(
            "bronze.customer",
            "bronze.sales",
            "quarantine.customer",
            "quarantine.sales",
            "silver.customer",
            "silver.sales",
            "gold.activity");
    assertThat(ingot.json().at("/plan/parts").findValuesAsText("rows"))
        .containsExactly("3", "5", "1", "1", "2", "3", "1");
    assertThat(ingot.said()).doesNotContain(SUBJECT);
    assertThat(project.rows("silver.sales", "*")).hasSize(6);

    FedStore.fill(folder, 2, 1);
    assertThat(erase("--yes", "--now")).as(ingot.said() + ingot.noted()).isEqualTo(ExitCode.DONE);

    assertThat(FedStore.held(folder)).as("what a push brought meanwhile").isZero();
    assertThat(LakeBytes.holding(folder.resolve("lake"), VALUES)).isEmpty();
    assertThat(ingot.said()).contains("0 rows of the subject", "the value in 0 places", "PURGED");
    assertThat(others("silver.sales", "buyer")).isEqualTo(salesOfOthers).hasSize(3);
    assertThat(project.rows("silver.customer", "customer_id", "name")).containsExactly("[1,Anna]");
    assertThat(project.rows("bronze.sales", "sale_id")).containsExactly("[1]", "[3]", "[6]", "[8]");
    assertThat(project.rows("gold.daily", "sold_on", "price", "note"))
        .containsExactly("[2026-01-01,10.00,fine]", "[2026-01-02,4.00,fine]");
    assertThat(project.rows("gold.activity", "*")).containsExactly("[1,2]", "[2,1]");
    assertThat(project.rows("gold.names", "cast(names AS string)")).containsExactly("[[Anna]]");
    assertThat(project.rows("quarantine.sales", "state", "raw IS NULL", "reason"))
        .containsExactly("[open,false,null]", "[waived,true,a subject was erased]");
    assertThat(project.lake().table(TableName.of("quarantine.sales")).state().bounds())
        .containsEntry("open", 1L);

    // The tables go on: nothing comes in again, even where caches are lost, and what is new does.
    project.lake().files().delete("files");
    project.file(
        "incoming/sales/d.csv",
        "sale_id,customer_no,sold_on,note,price\n1,1,2026-01-02,moved,1.50\n");
    project.run();
    assertThat(LakeBytes.holding(folder.resolve("lake"), VALUES)).isEmpty();
    assertThat(project.rows("gold.daily", "sold_on", "price"))
        .containsExactly("[2026-01-01,9.00]", "[2026-01-02,5.50]");
    assertThat(erase()).isEqualTo(ExitCode.DONE);
    assertThat(ingot.said()).contains("No table holds a row of this customer_id.");

    // A store that is fed as fast as it is emptied is told of, and nothing says that all is gone.
    FedStore.fill(folder, 1, 2);
    assertThat(erase("--yes", "--now")).isEqualTo(ExitCode.WARNINGS);
    assertThat(ingot.said()).contains("Still there: fed store: 1 entries", ": ERASED.");
    List<Erasure> all = new Erasures(project.lake()).all();
    assertThat(all.get(all.size() - 1).proof())
        .hasValueSatisfying(
            proof -> {
              assertThat(proof.left()).containsExactly(Map.entry("fed store", 1L));
              assertThat(proof.isLakeClean()).isTrue();
            });
  }

  @Test
  void whatDiedOnTheWayOrCouldNotBeRemovedIsDoneByTheSameAgain() {
    String sales = project.lake().table(TableName.of("bronze.sales")).path();
    Erasure died = dieAfterBronze();
    project.file("gold/names.sql", "SELECT array_agg(nome) AS names FROM silver.customer");

    assertThat(erase("--yes", "--now")).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(ingot.said())
        .contains("Old versions kept of silver.customer: gold.names has not followed it yet")
        .contains("ERASED");
    assertThat(new Erasures(project.lake()).all())
        .filteredOn(erasure -> erasure.id().equals(died.id()))
        .extracting(Erasure::state)
        .containsExactly(Erasure.State.TAKEN_OVER);
    assertThat(LakeBytes.holding(folder.resolve("lake"), VALUES))
        .isNotEmpty()
        .allMatch(place -> place.startsWith("silver/customer/") || place.startsWith("gold/names"));

    project.file(
        "gold/names.sql", "SELECT array_agg(name) AS names FROM silver.customer WHERE _current");
    assertThat(erase("--yes", "--now")).as(ingot.said() + ingot.noted()).isEqualTo(ExitCode.DONE);
    assertThat(LakeBytes.holding(folder.resolve("lake"), VALUES)).isEmpty();
    assertThat(
            project
                .lake()
                .spark()
                .sql("SHOW TBLPROPERTIES delta.`" + sales + "` ('delta.appendOnly')")
                .first()
                .getString(1))
        .isEqualTo("true");
  }

  /** Leaves the lake as a kill does between the second table of an erasure and the third. */
  private Erasure dieAfterBronze() {
    Subject subject = Subject.of("customer_id=" + SUBJECT);
    Lake own = project.lake().inOwnSession();
    Search search = new Search(project.load(), own, subject);
    String id = "20260101T000000000-0000";
    Erasure begun =
        new Erasure(
            id,
            Erasure.State.BEGUN,
            Instant.parse("2026-01-01T00:00:00Z"),
            "mary",
            subject.named(),
            subject.digest(id),
            search.found(),
            Optional.empty());
    new Erasures(own).keep(begun);
    TableName sales = TableName.of("bronze.sales");
    own.table(sales)
        .erase(
            Conditions.subject(own.spark(), subject),
            search.condition(sales),
            "{\"erasure\":\"" + id + "\"}");
    own.spark()
        .newSession()
        .sql(
            "ALTER TABLE delta.`"
                + own.table(sales).path()
                + "` SET TBLPROPERTIES ('delta.appendOnly'='false')");
    return begun;
  }

  private List<String> others(String table, String column) {
    return project.rows(table, "*").stream().filter(row -> !row.contains(SUBJECT)).toList();
  }

  private ExitCode erase(String... more) {
    return ingot.say(
        Stream.concat(Stream.of("erase", "--entity", "customer_id=" + SUBJECT), Stream.of(more))
            .toArray(String[]::new));
  }
}
