package io.ingot.etl.bronze.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.SourceException;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of a database that no type of a table holds, or none of the same name. */
class OddTypesTest {
  private static final int LONG = 2_000_000;

  @TempDir Path folder;

  @Test
  void whatNoTypeHoldsComesAsItsTextAndAMomentWithoutEndIsRefusedByName() {
    JdbcShop shop = JdbcShop.postgres(folder);
    Postgres.execute(
        """
        CREATE TYPE shop.mood AS ENUM ('calm', 'cross');
        CREATE TABLE shop.odd (
          id int, any_number numeric, closes time, mood shop.mood, sizes int[], note text,
          local timestamp);
        INSERT INTO shop.odd VALUES
          (1, 12345678901234567890123456789.12345678901234567890, '24:00', 'cross', '{1,NULL,3}',
           repeat('x', %d), '2024-03-10 02:30:00'),
          (2, 'NaN', '23:59:59.999999', NULL, '{}', '', NULL);
        CREATE TABLE shop.endless (id int, until timestamptz);
        INSERT INTO shop.endless VALUES (1, 'infinity');
        """
            .formatted(LONG));
    TestProject project = shop.table("odd", "odd", "").table("endless", "endless", "").project();

    TestRun run = project.run();

    assertThat(
            project.rows(
                "bronze.odd",
                "id",
                "any_number",
                "closes",
                "mood",
                "sizes",
                "length(note)",
                "local"))
        .containsExactly(
            "[1,12345678901234567890123456789.12345678901234567890,24:00:00,cross,[1,null,3],"
                + LONG
                + ",2024-03-10T02:30]",
            "[2,NaN,23:59:59.999999,null,[],0,null]");
    assertThat(run.failure("bronze.endless"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("shop/shop.endless.until: it holds infinity");
  }
}
