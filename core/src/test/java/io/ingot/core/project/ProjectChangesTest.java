package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectChangesTest {
  private static final String SALES =
      """
      from: bronze.sales
      columns:
        id:    {type: bigint, key: true}
        price: {type: "decimal(9,2)", required: true, min: 0, max: 100}
        kind:  {type: string, in: [a, b], max_length: 5, matches: "[a-z]+", from: sort}
        ratio: {type: float, default: "0"}
      rules:
        - {name: sane, check: "price < 50 OR kind = 'a'"}
      write: {mode: merge}
      """;
  private static final String KPI =
      "SELECT s.kind, sum(price) AS total FROM silver.sales s GROUP BY s.kind";
  private static final String VIEW =
      """
      entity: {id: bigint}
      from: silver.sales
      event_time: _extracted_at
      features:
        spend: {sum: price, windows: [7d, 30d]}
        visits: {count: "*", windows: [7d]}
      """;

  @TempDir Path folder;

  @Test
  void whatReadersCannotSeeIsNoDifference() {
    assertThat(between(SALES, SALES.replace("columns:", "tags: [daily]\ncolumns:"))).isEmpty();
    assertThat(gold(KPI, KPI.replace(" FROM", "\n  FROM"))).isEmpty();
  }

  @Test
  void eachWayToBreakReadersOfASilverTableIsToldWithItsLine() {
    breaks("  ratio: {type: float, default: \"0\"}\n", "", 2, "column ratio was removed");
    assertThat(between(SALES, SALES.replace("  kind:", "  sort:").replace("OR kind", "OR sort")))
        .anySatisfy(change -> assertThat(change).contains("column kind was renamed to sort"));
    breaks("type: bigint, key", "type: int, key", 3, "changed its type from bigint to int");
    breaks("type: float", "type: string", 6, "changed its type from float to string");
    breaks(
        "id:    {type: bigint, key: true}",
        "id: {type: bigint}\n  no: {type: int, key: true}",
        2,
        "the key changed from [id] to [no]");
    breaks("mode: merge", "mode: append", 9, "the write mode changed from merge to append");
    breaks("required: true, ", "", 4, "price is no longer required, so readers may meet null");
    breaks(", default: \"0\"", "", 6, "ratio lost its default");
    breaks("min: 0", "min: -5", 4, "price has another min: -5 and not 0");
    breaks("max: 100", "max: 1000", 4, "price has another max: 1000 and not 100");
    breaks(", max: 100", "", 4, "price has another max: nothing and not 100");
    breaks("max_length: 5", "max_length: 12", 5, "kind has another max_length: 12 and not 5");
    breaks("in: [a, b]", "in: [a, b, c]", 5, "kind may have the values c too");
    breaks("in: [a, b], ", "", 5, "kind may have any value");
    breaks("\"[a-z]+\"", "\"[a-z]*\"", 5, "kind has another matches");
    breaks("max: 100}", "max: 100, else: warn}", 4, "price only warns of broken rules");
    breaks(
        "type: float,",
        "type: float, non_finite: true,",
        6,
        "ratio allows what non_finite refused");
    breaks("from: sort}", "from: sort, controls: true}", 5, "kind allows what controls refused");
    breaks(
        "from: sort}", "from: sort, case: upper}", 5, "kind: case changed from nothing to UPPER");
    breaks("OR kind = 'a'", "OR true", 7, "rule sane asks for something else");
    breaks("= 'a'\"}", "= 'a'\", else: warn}", 7, "rule sane only warns");
  }

  @Test
  void whatReadersCanLiveWithIsToldAsCompatible() {
    allows("type: float", "type: double", "changed its type from float to double, which holds all");
    allows("decimal(9,2)", "decimal(11,3)", "from decimal(9,2) to decimal(11,3)");
    allows("rules:", "  extra: {type: int}\nrules:", "column extra is new");
    allows("min: 0", "min: 5", "another min: 5 and not 0. Rows may now be refused");
    allows("max: 100", "max: 9.5", "another max: 9.5 and not 100. Rows may now be refused");
    allows("in: [a, b]", "in: [a]", "may not have the values b any more. Rows may now be refused");
    allows("type: float,", "type: float, required: true,", "ratio is required now. Rows may now");
    allows(
        "- {name: sane", "- {name: other, check: \"true\"}\n  - {name: sane", "rule other is new");
  }

  @Test
  void goldIsComparedByTheColumnsThatItsQueryGives() {
    assertThat(gold(KPI, KPI.replace("AS total", "AS turnover")))
        .containsExactly(
            "gold/kpi.yml:1: breaking: gold.kpi: the query no longer gives column total. Keep it"
                + " until nobody reads it, also where it got another name",
            "gold/kpi.yml:1: compatible: gold.kpi: the query gives a new column turnover");
    assertThat(gold(KPI, KPI.replace("sum(price)", "max(price)")))
        .singleElement()
        .asString()
        .contains("compatible", "the query changed and gives the same columns");
    assertThat(
            gold(
                KPI,
                "WITH a AS (SELECT kind, price FROM silver.sales) SELECT kind, price AS total FROM a ORDER BY 1 LIMIT 3"))
        .singleElement()
        .asString()
        .contains("compatible");
    assertThat(gold(KPI, "SELECT *, 1 AS total FROM silver.sales"))
        .singleElement()
        .asString()
        .contains("breaking", "its columns cannot be told");
  }

  @Test
  void featuresThatAreGoneOrMeanSomethingElseBreakReaders() {
    assertThat(features("  visits: {count: \"*\", windows: [7d]}\n", ""))
        .singleElement()
        .asString()
        .startsWith("features/a.yml:4: breaking: features.a: feature visits was removed");
    assertThat(features("sum: price", "max: price"))
        .singleElement()
        .asString()
        .startsWith("features/a.yml:5: breaking: features.a: feature spend changed");
    assertThat(features("[7d, 30d]", "[30d, 90d]"))
        .satisfiesExactly(
            gone -> assertThat(gone).contains("breaking", "lost its column spend_7d"),
            added -> assertThat(added).contains("compatible", "a new column spend_90d"));
    assertThat(features("id: bigint", "id: string"))
        .singleElement()
        .asString()
        .contains("breaking", "entity");
    assertThat(features("windows: [7d]}", "windows: [7d]}\n  last: {max: price, windows: [7d]}"))
        .singleElement()
        .asString()
        .contains("compatible", "feature last is new");
  }

  @Test
  void aTableThatIsGoneBreaksReadersAndANewOneDoesNot() {
    Project one = project("one", SALES, KPI, VIEW);
    Project other = project("other", SALES, KPI, VIEW);
    delete("other/gold/kpi.yml", "other/gold/kpi.sql");
    assertThat(texts(one, load("other")))
        .singleElement()
        .asString()
        .contains("breaking: gold.kpi: the table was removed");
    assertThat(texts(load("other"), other))
        .singleElement()
        .asString()
        .contains("compatible: gold.kpi: the table is new");
  }

  private void breaks(String part, String by, int line, String message) {
    assertThat(SALES).contains(part);
    assertThat(between(SALES, SALES.replace(part, by)))
        .anySatisfy(
            change ->
                assertThat(change)
                    .startsWith("silver/sales.yml:" + line + ": breaking: silver.sales: ")
                    .contains(message));
  }

  private void allows(String part, String by, String message) {
    assertThat(SALES).contains(part);
    assertThat(between(SALES, SALES.replace(part, by)))
        .singleElement()
        .asString()
        .contains(": compatible: silver.sales: ", message);
  }

  private List<String> between(String before, String now) {
    return texts(
        project("before", before, "SELECT 1 AS one", ""),
        project("now", now, "SELECT 1 AS one", ""));
  }

  private List<String> gold(String before, String now) {
    return texts(project("before", SALES, before, ""), project("now", SALES, now, ""));
  }

  private List<String> features(String part, String by) {
    assertThat(VIEW).contains(part);
    return texts(
        project("before", SALES, KPI, VIEW), project("now", SALES, KPI, VIEW.replace(part, by)));
  }

  private static List<String> texts(Project before, Project now) {
    return ProjectChanges.between(before, now).stream().map(ContractChange::toString).toList();
  }

  private Project project(String name, String silver, String query, String view) {
    write(
        name + "/ingot.yml",
        "name: x\nlake: lake\nconnections:\n  drop: {type: files, root: in}\n");
    write(name + "/bronze/sales.yml", "source: {connection: drop, path: \"*.csv\", format: csv}\n");
    write(name + "/silver/sales.yml", silver);
    write(name + "/gold/kpi.yml", "write: {mode: replace}\n");
    write(name + "/gold/kpi.sql", query);
    if (!view.isEmpty()) {
      write(name + "/features/a.yml", view);
    }
    return load(name);
  }

  private Project load(String name) {
    return ProjectLoader.load(folder.resolve(name), "dev").orThrow();
  }

  private void write(String name, String text) {
    try {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void delete(String... names) {
    try {
      for (String name : names) {
        Files.delete(folder.resolve(name));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
