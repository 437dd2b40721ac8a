package io.ingot.features.feast;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.ExitCode;
import io.ingot.core.testkit.Ingot;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.Unconserved;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Unconserved("the views' tables are written by hand")
class FeastVerbTest {
  @TempDir private Path folder;

  @Test
  void aClientsFolderIsWrittenOfTheViewsThatHaveTables() throws IOException {
    TestProject project = project();
    table(project, "spending", "spend_7d DECIMAL(20,2), stores BIGINT");
    List<String> asked = new ArrayList<>();
    Ingot ingot =
        Ingot.in(
            folder,
            List.of(
                new FeastVerb(
                    (served, connection) -> {
                      asked.add(connection);
                      return served.name() + "_2";
                    },
                    Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC))));
    String out = folder.resolve("feast").toString();

    assertThat(ingot.say("features", "feast")).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(ingot.noted()).contains("Say which folder is written: --out DIR.");

    assertThat(ingot.say("features", "feast", "--out", out)).isEqualTo(ExitCode.DONE);
    assertThat(ingot.said())
        .isEqualTo(
            """
            Feast's project shop_2: 1 entities, 1 views, 1 services
            written registry.db
            written feature_store.yaml
            written definitions.py
            """);
    assertThat(ingot.noted()).contains("features.returns has no table yet and is left out");
    assertThat(asked).as("others may be down").containsExactly("serving");
    assertThat(Path.of(out, "feature_store.yaml"))
        .content()
        .contains("project: shop_2\n")
        .contains("connection_string: \"redis:6379,db=0,password=${SHOP_REDIS}\"");
    assertThat(Path.of(out, "definitions.py"))
        .content()
        .contains("Field(name=\"spend_7d\", dtype=Float64")
        .contains("path=\"" + folder.resolve("lake/features/spending") + "\"");

    assertThat(ingot.say("features", "feast", "--out", out, "--output", "json"))
        .isEqualTo(ExitCode.DONE);
    assertThat(ingot.json().get("services")).hasToString("[\"churn\"]");

    // Feast has one online store for a project.
    table(project, "returns", "returned BIGINT");
    assertThat(ingot.say("features", "feast", "--out", out)).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(ingot.noted())
        .contains("Cannot tell Feast of views in other and serving: one of its projects has one");
    assertThat(ingot.say("features", "feast", "--out", out, "--select", "silver"))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(ingot.noted()).contains("none that is selected has a table");
  }

  private TestProject project() {
    return TestProject.in(folder)
        .file(
            "ingot.yml",
            """
            name: shop
            lake: lake
            connections:
              drop: {type: files, root: incoming}
              serving: {type: redis, nodes: ["redis:6379"], password: "${env:SHOP_REDIS}"}
              other: {type: redis, nodes: ["other:6379"]}
            """)
        .file(
            "bronze/sale.yml",
            "source: {connection: drop, path: '*.csv', format: csv, settle: 0s}\n")
        .file(
            "silver/sale.yml",
            """
            from: bronze.sale
            columns:
              sale_id: {type: bigint, key: true}
              customer_id: {type: bigint}
              store: {type: string}
              amount: {type: 'decimal(10,2)'}
              at: {type: timestamp}
            write: {mode: merge}
            """)
        .file(
            "features/spending.yml",
            """
            entity: {customer_id: bigint}
            from: silver.sale
            event_time: at
            online: {connection: serving}
            features:
              spend: {sum: amount, windows: [7d]}
              stores: {distinct: store}
            """)
        .file(
            "features/returns.yml",
            """
            entity: {customer_id: bigint}
            from: silver.sale
            event_time: at
            online: {connection: other}
            features:
              returned: {count: sale_id}
            """)
        .file("services/churn.yml", "features: ['spending:*']\n");
  }

  private static void table(TestProject project, String view, String features) {
    project
        .lake()
        .spark()
        .sql(
            """
            CREATE TABLE delta.`%s` (customer_id BIGINT, event_time DATE, valid_from TIMESTAMP,
              known_time TIMESTAMP, %s, _deleted BOOLEAN) USING delta
            """
                .formatted(project.path("lake/features/" + view), features));
  }
}
