package io.ingot.quality.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Verdict;
import io.ingot.core.project.Channel;
import io.ingot.core.project.Channel.Trouble;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import io.ingot.core.project.Secret;
import io.ingot.core.project.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordingTest {
  private static final Channel OPEN = new Channel.Slack(Secret.of("${env:U}"), Set.of(), true);
  private static final Channel USUAL = new Channel.Slack(Secret.of("${env:U}"), Set.of(), false);

  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void writeProject() throws IOException {
    file(
        "ingot.yml",
        """
        name: shop
        lake: lake
        connections:
          drop: {type: files, root: /srv/secret-place}
        alerts: {link: "https://logs.example.org/runs/{run}?table={table}"}
        """);
    for (String bronze : List.of("orders", "stores")) {
      file(
          "bronze/" + bronze + ".yml",
          "source: {connection: drop, path: '" + bronze + "*.csv', format: csv}");
    }
    file(
        "silver/orders.yml",
        """
        from: bronze.orders
        columns:
          id: {type: bigint, key: true}
          Mail: {type: string, personal: true}
          status: {type: string}
        """);
    file(
        "silver/stores.yml",
        """
        from: bronze.stores
        columns:
          id: {type: bigint, key: true}
          city: {type: string}
        """);
    file("gold/buyers.yml", "{}");
    file("gold/buyers.sql", "SELECT mail AS who, count(*) AS n FROM silver.orders GROUP BY mail");
    file("gold/cities.yml", "{}");
    file("gold/cities.sql", "SELECT city, count(*) AS n FROM silver.stores GROUP BY city");
    project = ProjectLoader.load(folder, "dev").orThrow();
  }

  @Test
  void aRowIsToldOnlyWhereTheChannelAsksForItAndNobodyIsConcerned() {
    assertThat(item("silver.stores", "complete city", OPEN).sample()).contains("id='7', city=null");
    assertThat(item("silver.stores", "complete city", USUAL).sample()).isEmpty();
    for (String table : List.of("silver.orders", "gold.buyers", "bronze.orders")) {
      assertThat(item(table, "complete status", OPEN).sample()).as(table).isEmpty();
    }
    assertThat(item("gold.cities", "rows >= 1", OPEN).sample()).isPresent();
    assertThat(item("gold.cities", "query SELECT * FROM silver.orders", OPEN).sample()).isEmpty();
  }

  @Test
  void whatAFileComparesAPersonalColumnWithIsNotTold() {
    assertThat(check("silver.orders", "in Mail [ann@x, bob@x]")).isEqualTo("in Mail [not shown]");
    assertThat(check("silver.orders", "satisfies mail <> 'ann@x' AND length(mail) < 41234"))
        .isEqualTo("satisfies mail <> ? AND length(mail) < ?");
    assertThat(check("silver.orders", "satisfies mail <> 'it\\'s ann@x"))
        .isEqualTo("satisfies mail <> ?");
    assertThat(check("gold.buyers", "in who [ann@x, bob@x]")).isEqualTo("in who [not shown]");
    assertThat(check("gold.cities", "query SELECT * FROM this WHERE x = 'ann@x'"))
        .isEqualTo("query SELECT * FROM this WHERE x = ?");
  }

  @Test
  void whatConcernsNobodyIsToldAsItWasDeclared() {
    assertThat(check("silver.orders", "in status [new, paid]")).isEqualTo("in status [new, paid]");
    assertThat(check("silver.orders", "satisfies status <> 'x1' OR email > 3"))
        .isEqualTo("satisfies status <> 'x1' OR email > 3");
    assertThat(check("gold.cities", "satisfies n > 3")).isEqualTo("satisfies n > 3");
  }

  @Test
  void placesOfTheMachineAreNotTold() {
    Notice notice =
        Notice.failed(
            TableName.of("bronze.orders"),
            "failed: Cannot read /srv/secret-place/orders.csv in "
                + folder
                + "/lake/x, not /etc/hosts\nand more");

    assertThat(told(notice, USUAL).measured())
        .isEqualTo("failed: Cannot read <drop>/orders.csv in <lake>/x, not <path> and more");
  }

  @Test
  void aLinkLeadsToTheTableOfTheRun() {
    assertThat(item("silver.stores", "complete city", USUAL).link())
        .contains("https://logs.example.org/runs/run%2F1?table=silver.stores");
    assertThat(new Wording(project).links().of(Optional.of("run/1"))).isEmpty();
    assertThat(new Links(Optional.of("https://x/{run}")).of(Optional.of("a b")))
        .contains("https://x/a%20b");
    assertThat(new Links(Optional.of("https://x/{run}")).of(Optional.empty())).isEmpty();
    assertThat(new Links(Optional.of("https://x/board")).of(Optional.empty()))
        .contains("https://x/board");
  }

  private String check(String table, String words) {
    return item(table, words, USUAL).check().orElseThrow();
  }

  private Item item(String table, String check, Channel channel) {
    Verdict verdict =
        Verdict.of(check, Verdict.Ruling.REFUSED, "0.5 of 2 rows")
            .showing(List.of("id='7', city=null"));
    return told(Notice.of(TableName.of(table), Trouble.REFUSED, verdict), channel);
  }

  private Item told(Notice notice, Channel channel) {
    return new Wording(project)
        .item(
            OpenTrouble.found(notice, Optional.of("run/1"), Instant.parse("2026-01-01T00:00:00Z")),
            channel);
  }

  private void file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
