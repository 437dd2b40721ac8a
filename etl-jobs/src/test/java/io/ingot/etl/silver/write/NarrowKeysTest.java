package io.ingot.etl.silver.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.SilverTable;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Sparks;
import io.ingot.core.testkit.TestProject;
import io.ingot.etl.silver.contract.BronzeRecord;
import io.ingot.etl.silver.contract.Contract;
import io.ingot.etl.silver.contract.References;
import io.ingot.etl.silver.contract.SilverColumns;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NarrowKeysTest {
  @TempDir Path folder;

  @Test
  void repeatedKeysAreFoundByReadingNothingButWhatKeysAreMadeOf() {
    SilverTable table =
        (SilverTable)
            TestProject.in(folder)
                .file("bronze/sale.yml", "source: {connection: drop, path: \"*.csv\", format: csv}")
                .file(
                    "silver/sale.yml",
                    """
                    from: bronze.sale
                    columns:
                      id:   {type: int, key: true, from: number}
                      at:   {type: date, required: true}
                      name: {type: string, max_length: 10}
                    write: {mode: scd2, order_by: at, delete_when: name = 'x'}
                    """)
                .load()
                .tables()
                .get(TableName.of("silver.sale"));
    Sparks.session()
        .sql(
            "SELECT '1' AS number, '1998-01-01' AS at, 'a' AS name, 0L AS _batch,"
                + " current_timestamp() AS _extracted_at, 'r' AS _run, string(null) AS _corrupt,"
                + " named_struct('name', 'f', 'position', 0L) AS _source")
        .write()
        .parquet(folder.resolve("rows").toString());
    Dataset<Row> bronze = Sparks.session().read().parquet(folder.resolve("rows").toString());
    Dataset<Row> valued =
        Contract.of(
                table,
                new BronzeRecord(table, TableName.of("bronze.sale"), bronze.schema()),
                new References(Map.of()))
            .valued(bronze);

    assertThat(read(valued, "id")).isEqualTo("struct<number:string>");
    assertThat(
            read(
                valued.withColumn(SilverColumns.VALID_FROM, Changes.time(table)),
                "id",
                SilverColumns.VALID_FROM))
        .isEqualTo("struct<number:string,at:string,_extracted_at:timestamp>");
  }

  private static String read(Dataset<Row> rows, String... keys) {
    String plan =
        LatestPerKey.hashes(
                List.of(new LatestPerKey.Unjudged(rows, List.of(keys), UnaryOperator.identity())))
            .queryExecution()
            .executedPlan()
            .toString();
    return plan.substring(plan.indexOf("ReadSchema: ") + "ReadSchema: ".length()).strip();
  }
}
