package io.ingot.etl.bronze.jdbc;

import io.ingot.core.batch.Window;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.TableName;
import io.ingot.core.run.StageContext;
import io.ingot.core.testkit.TestProject;
import io.ingot.etl.bronze.BronzeStage;
import java.nio.file.Path;
import java.time.Instant;

/** A project whose one connection, {@code shop}, leads to a database. */
record JdbcShop(TestProject project, String schema) {
  /** To an empty schema of the test JVM's PostgreSQL. */
  static JdbcShop postgres(Path folder) {
    Postgres.execute("DROP SCHEMA IF EXISTS shop CASCADE; CREATE SCHEMA shop");
    return new JdbcShop(
        TestProject.in(folder)
            .file("password.txt", Postgres.PASSWORD)
            .file(
                "ingot.yml",
                """
                name: test
                lake: lake
                connections:
                  shop: {type: jdbc, url: "%s", user: reader, password: "${file:password.txt}"}
                """
                    .formatted(Postgres.url())),
        "shop.");
  }

  /** Declares a bronze table of the source's table of that name, or of another. */
  JdbcShop table(String name, String source, String more) {
    project.file(
        "bronze/" + name + ".yml",
        "source: {connection: shop, table: %s%s}\n%s\n".formatted(schema, source, more));
    return this;
  }

  /** What a stage does that is asked itself. */
  BronzeStage stage(String name) {
    return new BronzeStage((BronzeTable) project.load().tables().get(TableName.of(name)));
  }

  Window closed(String name, String from, String to) {
    StageContext context = project.context();
    return stage(name).closed(context, Instant.parse(from), Instant.parse(to));
  }
}
