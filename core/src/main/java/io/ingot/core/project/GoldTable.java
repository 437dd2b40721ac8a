package io.ingot.core.project;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A table that plain SQL answers, or a class where SQL does not do.
 *
 * @param sql the query; of no text where a class answers
 * @param key columns that tell rows apart; for mode merge only
 * @param recompute what a change of an input touches; for the modes that don't replace all
 */
@Doc("A table that plain SQL answers; the query stands in a .sql file of the same name")
public record GoldTable(
    TableName name,
    Sql sql,
    @Doc("What the table means") Optional<String> description,
    @Doc("A Java class that answers the table, where there is no .sql file")
        Optional<JavaTransform> transform,
    @Doc("replace, replace_partitions or merge") Write write,
    @Doc("merge: the columns that tell rows apart") List<String> key,
    @Doc(
            "Which partitions or keys a change touches: one rule or a list, one for each input to follow")
        List<Recompute> recompute,
    @Doc("Checks before the commit") List<Check> checks,
    @Inline Watch watch,
    @Doc("How its files are kept in order") Maintain maintain,
    @Doc("Words to select by") Set<String> tags)
    implements Table {
  public GoldTable {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(sql, "sql");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(transform, "transform");
    write = write == null ? Write.by(Write.Mode.REPLACE, List.of()) : write;
    key = List.copyOf(key);
    recompute = List.copyOf(recompute);
    checks = List.copyOf(checks);
    Objects.requireNonNull(watch, "watch");
    maintain = maintain == null ? Maintain.unsaid() : maintain;
    tags = Set.copyOf(tags);
    requireMode(write, key, recompute);
    List<String> by = write.mode() == Write.Mode.MERGE ? key : write.partitionBy();
    Set<TableName> inputs = transform.map(JavaTransform::inputs).orElse(sql.inputs());
    for (Recompute rule : recompute) {
      requireColumns(rule, recompute.get(0), write.mode(), by);
      requireInput("driver", rule.driver(), inputs, transform);
      for (TableName of : rule.of().stream().toList()) {
        requireInput("of", of, inputs, transform);
      }
    }
  }

  private static void requireMode(Write write, List<String> key, List<Recompute> recompute) {
    Write.Mode mode = write.mode();
    if (mode == Write.Mode.APPEND || mode == Write.Mode.SCD2) {
      throw new IllegalArgumentException(
          "A gold table is written by replace, replace_partitions or merge, not "
              + mode.word()
              + ".");
    }
    if (write.orderBy().isPresent() || write.deleteWhen().isPresent()) {
      throw new IllegalArgumentException(
          "order_by and delete_when belong to silver tables; a gold row is what the query says.");
    }
    if ((mode == Write.Mode.MERGE) == key.isEmpty()) {
      throw new IllegalArgumentException(
          key.isEmpty()
              ? "merge needs key, the columns that tell rows apart, such as key: [customer_id]."
              : "key belongs to write mode merge.");
    }
    if ((mode == Write.Mode.REPLACE) != recompute.isEmpty()) {
      throw new IllegalArgumentException(
          recompute.isEmpty()
              ? mode.word() + " needs recompute, such as {driver: silver.sales, by: sold_on}."
              : "recompute belongs to write mode replace_partitions or merge.");
    }
  }

  /** What one rule recomputes has to be told from what another does. */
  private static void requireColumns(
      Recompute rule, Recompute first, Write.Mode mode, List<String> columns) {
    if (mode == Write.Mode.REPLACE_PARTITIONS && !rule.by().equals(columns)) {
      throw new IllegalArgumentException(
          (columns.size() == 1
                  ? "recompute.by must be the one column of write.partition_by, not "
                  : "recompute.by must be the columns of write.partition_by, not ")
              + String.join(", ", rule.by())
              + ".");
    }
    if (!new HashSet<>(columns).containsAll(rule.by())) {
      throw new IllegalArgumentException(
          "recompute.by must be columns of key, not " + String.join(", ", rule.by()) + ".");
    }
    if (!rule.by().equals(first.by())) {
      throw new IllegalArgumentException("Every recompute rule needs the same columns in 'by'.");
    }
    if (new LinkedHashSet<>(rule.by()).size() < rule.by().size()) {
      throw new IllegalArgumentException("recompute.by names a column twice.");
    }
  }

  private static void requireInput(
      String what, TableName table, Set<TableName> inputs, Optional<JavaTransform> transform) {
    if (!inputs.contains(table)) {
      throw new IllegalArgumentException(
          "recompute."
              + what
              + " "
              + table
              + (transform.isPresent()
                  ? " is not among transform.inputs."
                  : " is not named in the table's SQL."));
    }
  }

  @Override
  public Set<TableName> inputs() {
    return new TreeSet<>(transform.map(JavaTransform::inputs).orElse(sql.inputs()));
  }

  @Override
  public String definitionHash() {
    return Digest.of(
        sql.text(),
        transform.map(of -> of.type() + " " + of.version() + " " + inputs()),
        write,
        key,
        recompute);
  }

  /** The file or class that answers the table, for a message. */
  public String answeredBy() {
    return transform.map(JavaTransform::type).orElse("gold/" + name.name() + ".sql");
  }
}
