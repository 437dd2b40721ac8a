package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectLoaderTest {
  @TempDir private Path folder;
  private ProjectFiles files;

  @BeforeEach
  void writeAValidProject() {
    files = ProjectFiles.shop(folder);
  }

  @Test
  void aValidProjectIsLoadedWhole() {
    Project project = files.project();

    assertThat(project.name()).isEqualTo("shop");
    assertThat(project.environment()).isEqualTo("dev");
    assertThat(project.folder()).isEqualTo(folder);
    assertThat(project.lake()).isEqualTo(folder.resolve("lake").toString());
    assertThat(project.connections()).containsOnlyKeys("drop", "shop");
    assertThat(project.tables().keySet())
        .extracting(TableName::toString)
        .containsExactly(
            "bronze.customer",
            "bronze.sales",
            "silver.customer",
            "silver.sales",
            "gold.daily_sales",
            "features.customer_activity");
    assertThat(project.table(TableName.of("gold.daily_sales")).orElseThrow().inputs())
        .containsExactly(TableName.of("silver.sales"));
  }

  @Test
  void aLakeOnAnObjectStoreStaysAUri() {
    files.change("ingot.yml", "lake: lake", "lake: s3a://bucket/lake");

    assertThat(files.project().lake()).isEqualTo("s3a://bucket/lake");
  }

  @Test
  void theEnvironmentIsLaidOverKeyByKey() {
    files.write(
        "env/prod.yml",
        """
        lake: s3a://prod/lake
        connections:
          shop: {url: "jdbc:postgresql://prod:5432/shop"}
          extra: {type: files, root: more}
        """);

    Project project = ProjectLoader.load(folder, "prod").orThrow();

    assertThat(project.name()).isEqualTo("shop");
    assertThat(project.environment()).isEqualTo("prod");
    assertThat(project.lake()).isEqualTo("s3a://prod/lake");
    Connection.Jdbc shop = (Connection.Jdbc) project.connections().get("shop");
    assertThat(shop.url()).isEqualTo("jdbc:postgresql://prod:5432/shop");
    assertThat(shop.user()).contains("reader");
    assertThat(project.connections()).containsOnlyKeys("shop", "drop", "extra");
  }

  @Test
  void aMistakeInTheEnvironmentPointsToItsFile() {
    files
        .change("ingot.yml", "root: incoming", "rot: incoming")
        .write("env/prod.yml", "lake: l\nconnections:\n  shop:\n    usr: x\n    url: y\n");

    assertThat(ProjectLoader.load(folder, "prod").problems())
        .extracting(problem -> problem.file() + ":" + problem.line() + ":" + problem.column())
        .containsExactly("env/prod.yml:4:5", "env/prod.yml:4:5", "ingot.yml:10:23");
  }

  @Test
  void anEnvironmentWithoutAFileIsAProblemUnlessItIsDev() {
    assertThat(ProjectLoader.load(folder, "dev").problems()).isEmpty();
    assertThat(ProjectLoader.load(folder, "prod").problems())
        .containsExactly(
            new Problem("env/prod.yml", 1, 1, "There is no environment 'prod'. Add this file."));
    assertThat(ProjectLoader.load(folder, "../secret").problems())
        .extracting(Problem::message)
        .containsExactly("Invalid environment '../secret'. Use letters, digits, _ and -.");
  }

  @Test
  void aFolderWithoutIngotYmlIsNoProject(@TempDir Path empty) {
    assertThat(ProjectLoader.load(empty, "dev").problems())
        .containsExactly(
            new Problem(
                "ingot.yml",
                1,
                1,
                "There is no ingot.yml in " + empty + ". It makes a folder a project."));
  }

  @Test
  void whatComesLaterIsNotReadAndNotPassedOver() {
    files
        .write("documents/manuals.yml", "from: x")
        .write("quarantine/sales.yml", "x: y")
        .write("tests/silver.sales/first/case.yml", "anything: goes")
        .change("ingot.yml", "name: shop", "name: shop\ndocuments: {to: me}");

    assertThat(files.problems())
        .containsExactly(
            "documents/manuals.yml:1:1: The folder 'documents' is not supported yet.",
            "ingot.yml:3:1: Unknown key 'documents'. Known keys: name, lake, connections, lease,"
                + " maintain, lineage, retry, alerts, calendars, metrics, entities, s3, history, cluster.",
            "quarantine/sales.yml:1:1: Ingot makes the quarantine tables by itself. Remove this"
                + " file.");
  }

  @Test
  void aDeclarationThatNothingReadsIsTold() {
    files
        .write("sliver/orders.yml", "from: x")
        .write("silver/orders.yaml", "from: x")
        .write("env/prod.yaml", "lake: x")
        .write("silver/more/deep.yml", "from: x")
        .write("silver/orders.sql", "SELECT 1")
        .write("gold/lonely.sql", "SELECT 1")
        .write("gold/README.md", "Notes are welcome.")
        .write("incoming/sales.yml", "data: not a declaration");

    assertThat(files.problems())
        .containsExactly(
            "env/prod.yaml:1:1: Files end in .yml. Rename it to prod.yml.",
            "gold/lonely.sql:1:1: This query has no declaration. Add gold/lonely.yml.",
            "silver/more:1:1: Folders inside 'silver' are not read. Move the files one folder up.",
            "silver/orders.sql:1:1: Only gold tables and feature views have SQL. Move the file to 'gold'.",
            "silver/orders.yaml:1:1: Files end in .yml. Rename it to orders.yml.",
            "sliver:1:1: Unknown folder 'sliver'. Did you mean 'silver'?");
  }

  @Test
  void aFileIsNamedLikeATableAndIsStillRead() {
    files.write("silver/Daily-Sales.yml", "from: bronze.sales\ncolum: {}\n");

    assertThat(files.problems())
        .containsExactly(
            "silver/Daily-Sales.yml:1:1: Invalid file name 'Daily-Sales': it is the table's name."
                + " Use lower-case letters, digits and _, starting with a letter, at most 63.",
            "silver/Daily-Sales.yml:2:1: Unknown key 'colum'. Did you mean 'columns'?");
  }

  @Test
  void aGoldTableNeedsItsQuery() {
    files.write("gold/kpi.yml", "tags: kpi\n");

    assertThat(files.problems())
        .containsExactly("gold/kpi.yml:1:1: The query is missing. Add gold/kpi.sql.");
  }

  @Test
  void aKeyWithoutAValueIsTold() {
    files.change("silver/sales.yml", "tags: [daily]", "tags:");

    assertThat(files.problems())
        .containsExactly(
            "silver/sales.yml:12:1: There is no value. Write one, or leave the key out.");
  }

  @Test
  void everyProblemIsInTheOneError() {
    files
        .change("ingot.yml", "lake: lake", "laek: lake")
        .change("silver/sales.yml", "tags:", "tag:");

    assertThatThrownBy(() -> files.load().orThrow())
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            """
            ingot.yml:3:1: Unknown key 'laek'. Did you mean 'lake'?
            silver/sales.yml:12:1: Unknown key 'tag'. Did you mean 'tags'?""")
        .extracting(error -> ((ProjectException) error).exitCode())
        .isEqualTo(ExitCode.PROJECT_WRONG);
  }

  @Test
  void tenPlantedMistakesGiveTenMessagesEachWithItsLine() {
    files
        .change("ingot.yml", "lake: lake", "lake: lake\nname: again")
        .change("bronze/customer.yml", "lag: 5m", "lag: 5 minutes")
        .change("bronze/sales.yml", "connection: drop", "connection: dorp")
        .change("silver/customer.yml", "from: bronze.customer\n", "")
        .change("silver/sales.yml", "reject:", "rejects:")
        .change("silver/sales.yml", "silver.customer.customer_id", "silver.custmer.customer_id")
        .change("silver/sales.yml", "type: date", "type: dat")
        .change("gold/daily_sales.sql", "GROUP BY", "GROUP OF")
        .write("gold/kpi.yml", "checks: [{between: x, min: 2, max: 1}]\n")
        .write("gold/kpi.sql", "SELECT *\nFROM silver.sails\n");

    Map<String, String> expected =
        Map.of(
            "ingot.yml:4", "Duplicate key 'name'",
            "bronze/customer.yml:2", "Invalid duration '5 minutes'",
            "bronze/sales.yml:1", "Unknown connection 'dorp'. Did you mean 'drop'?",
            "silver/customer.yml:1", "Missing key 'from'",
            "silver/sales.yml:7", "Unknown key 'rejects'. Did you mean 'reject'?",
            "silver/sales.yml:6", "Unknown table 'silver.custmer'. Did you mean 'silver.customer'?",
            "silver/sales.yml:4", "Unknown type 'dat'. Did you mean 'date'?",
            "gold/daily_sales.sql:2", "Invalid SQL: Syntax error at or near",
            "gold/kpi.yml:1", "min 2 is greater than max 1",
            "gold/kpi.sql:2", "Unknown table 'silver.sails'. Did you mean 'silver.sales'?");
    assertThat(files.load().problems())
        .hasSize(10)
        .allSatisfy(
            problem ->
                assertThat(problem.message())
                    .startsWith(
                        expected.getOrDefault(problem.file() + ":" + problem.line(), "nothing")));
  }
}
