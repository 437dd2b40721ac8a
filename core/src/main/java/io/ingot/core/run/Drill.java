package io.ingot.core.run;

import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.StoreFailure;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.TableName;
import io.ingot.core.run.DrilledTable.Compared;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Reads a copy of a lake, every row of it, to learn whether it could take the lake's place. It
 * writes nothing.
 */
public final class Drill {
  private static final Map<String, String> EXACT =
      Map.of(
          "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
          "timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS");

  private final Lake lake;
  private final Lake copy;

  /**
   * A drill for a copy.
   *
   * @param lake what was copied; may be gone
   * @param copy the copy, of the same environment
   */
  public Drill(Lake lake, Lake copy) {
    this.lake = lake;
    this.copy = copy;
  }

  /**
   * Reads the tables given and what was refused of them, in their order; a table that neither the
   * lake nor the copy has is left out.
   */
  public Stream<DrilledTable> tables(Collection<TableName> tables) {
    return tables.stream()
        .flatMap(table -> Stream.of(table, table.quarantine()))
        .distinct()
        .flatMap(table -> read(table).stream());
  }

  private Optional<DrilledTable> read(TableName table) {
    TableState there = lake.table(table).state();
    TableState here = copy.table(table).state();
    if (!here.exists()) {
      return there.exists()
          ? Optional.of(troubled(table, there, here, "is not in the copy, though the lake has it"))
          : Optional.empty();
    }
    return Optional.of(
        copy.table(table)
            .lost(here.version(), here.tableId())
            .map(why -> troubled(table, there, here, why))
            .orElseGet(() -> rows(table, there, here)));
  }

  private DrilledTable rows(TableName table, TableState there, TableState here) {
    return readable(copy.table(table), here.version())
        .map(copied -> held(table, there, here, copied))
        .orElseGet(() -> troubled(table, there, here, "has a file that cannot be read"));
  }

  private DrilledTable held(TableName table, TableState there, TableState here, Sum copied) {
    Optional<Sum> original =
        there.exists() && there.version() >= here.version()
            ? Optional.of(lake.table(table))
                .filter(of -> of.lost(here.version(), here.tableId()).isEmpty())
                .flatMap(of -> readable(of, here.version()))
            : Optional.empty();
    Optional<String> differs =
        original
            .filter(of -> !of.equals(copied))
            .map(of -> "has other rows than version " + here.version() + " of the lake");
    return new DrilledTable(
        table,
        here.version(),
        behind(there, here),
        copied.rows(),
        copied.digest(),
        original.isPresent() ? Compared.LAKE : Compared.NOTHING,
        differs);
  }

  private static DrilledTable troubled(
      TableName table, TableState there, TableState here, String why) {
    return new DrilledTable(
        table, here.version(), behind(there, here), 0, "", Compared.NOTHING, Optional.of(why));
  }

  private static Optional<Long> behind(TableState there, TableState here) {
    return Optional.of(there.version() - here.version()).filter(by -> there.exists());
  }

  /** Empty where a file is there and cannot be read. */
  private static Optional<Sum> readable(LakeTable table, long version) {
    try {
      return Optional.of(sum(table, version));
    } catch (Exception e) {
      // A file that is no Parquet ends a task, and so does a login that ran out; what Scala throws
      // is not declared.
      boolean task = e instanceof SparkException || e.getCause() instanceof SparkException;
      if (!task || StoreFailure.meaning(e).isPresent()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Every value is read: a count alone would be answered by the log. */
  private static Sum sum(LakeTable table, long version) {
    Dataset<Row> rows = table.at(version);
    Column[] all =
        Stream.of(rows.columns())
            .map(name -> functions.col("`" + name.replace("`", "``") + "`"))
            .toArray(Column[]::new);
    Column digest =
        functions.sum(
            functions
                .xxhash64(functions.to_json(functions.struct(all), EXACT))
                .cast("decimal(20,0)"));
    Row sum = rows.agg(functions.count(functions.lit(1)), digest).first();
    return new Sum(sum.getLong(0), sum.isNullAt(1) ? "0" : sum.getDecimal(1).toPlainString());
  }

  /** Rows, and a number that equal rows have in common, whatever their order and files. */
  private record Sum(long rows, String digest) {
    Sum {
      Objects.requireNonNull(digest, "digest");
    }
  }
}
