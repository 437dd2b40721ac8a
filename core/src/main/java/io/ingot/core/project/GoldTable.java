package io.ingot.core.project;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A table that plain SQL answers. */
@Doc("A table that plain SQL answers; the query stands in a .sql file of the same name")
public record GoldTable(
    TableName name,
    Sql sql,
    @Doc("What the table means") Optional<String> description,
    @Doc("replace or replace_partitions") Write write,
    @Doc("Which partitions a change touches") Optional<Recompute> recompute,
    @Doc("Checks before the commit") List<Check> checks,
    @Doc("Words to select by") Set<String> tags)
    implements Table {
  public GoldTable {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(sql, "sql");
    write = write == null ? Write.by(Write.Mode.REPLACE, List.of()) : write;
    checks = List.copyOf(checks);
    tags = Set.copyOf(tags);
    boolean partitions = write.mode() == Write.Mode.REPLACE_PARTITIONS;
    if (!partitions && write.mode() != Write.Mode.REPLACE) {
      throw new IllegalArgumentException(
          "A gold table is written by replace or replace_partitions, not "
              + write.mode().word()
              + ".");
    }
    if (partitions != recompute.isPresent()) {
      throw new IllegalArgumentException(
          partitions
              ? "replace_partitions needs recompute, such as {driver: silver.sales, by: sold_on}."
              : "recompute belongs to write mode replace_partitions.");
    }
    List<String> partitionBy = write.partitionBy();
    recompute.ifPresent(
        rule -> {
          if (!partitionBy.equals(List.of(rule.by()))) {
            throw new IllegalArgumentException(
                "recompute.by must be the one column of write.partition_by, not "
                    + rule.by()
                    + ".");
          }
          if (!sql.inputs().contains(rule.driver())) {
            throw new IllegalArgumentException(
                "recompute.driver " + rule.driver() + " is not named in the table's SQL.");
          }
        });
  }

  @Override
  public Set<TableName> inputs() {
    return new TreeSet<>(sql.inputs());
  }

  @Override
  public String definitionHash() {
    return Digest.of(sql.text(), write, recompute);
  }

  /**
   * Which partitions have to be computed again when a table changes.
   *
   * @param driver the table whose changed rows decide
   * @param by the gold table's partition column
   * @param from an SQL expression over the driver's columns that gives the partition; the column of
   *     the same name unless said
   */
  @Doc("Which partitions have to be computed again when a table changes")
  public record Recompute(
      @Required @Doc("The table whose changed rows decide") TableName driver,
      @Required @Doc("The partition column of this table") String by,
      @Doc("SQL over the driver's columns that gives the partition; the same name unless said")
          Optional<String> from) {
    public Recompute {
      Objects.requireNonNull(driver, "driver");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(from, "from");
    }
  }
}
