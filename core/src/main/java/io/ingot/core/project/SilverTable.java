package io.ingot.core.project;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A typed table whose rows keep a contract. */
@Doc("A typed table whose rows keep a contract")
public record SilverTable(
    TableName name,
    @Doc("What the table means") Optional<String> description,
    @Required @Doc("The bronze table, or a list of them") List<TableName> from,
    @Required @Doc("The contract, column by column") Map<String, ColumnContract> columns,
    @Doc("Rules over several columns of a row") List<RowRule> rules,
    @Doc(
            "Fields of the source that the contract does not name: add, ignore, quarantine or fail;"
                + " ignore unless said")
        NewColumn onNewColumn,
    @Doc("Fields of the source that are known and not wanted") List<String> ignored,
    @Doc("How rows enter the table") Write write,
    @Doc("How many refused rows a batch may have") Reject reject,
    @Doc("How the quarantine is kept") QuarantineTerms quarantine,
    @Doc("Checks before the commit") List<Check> checks,
    @Inline Watch watch,
    @Doc("How its files are kept in order") Maintain maintain,
    @Doc("Words to select by") Set<String> tags)
    implements Table {
  public SilverTable {
    Objects.requireNonNull(name, "name");
    from = from.stream().distinct().toList();
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    rules = List.copyOf(rules);
    onNewColumn = onNewColumn == null ? NewColumn.IGNORE : onNewColumn;
    ignored = List.copyOf(ignored);
    write = write == null ? Write.append() : write;
    quarantine = quarantine == null ? QuarantineTerms.usual() : quarantine;
    reject = reject == null ? Reject.none() : reject;
    checks = List.copyOf(checks);
    Objects.requireNonNull(watch, "watch");
    maintain = maintain == null ? Maintain.unsaid() : maintain;
    tags = Set.copyOf(tags);
    if (from.isEmpty()) {
      throw new IllegalArgumentException("from needs a bronze table at least.");
    }
    if (maintain.zorder().stream().anyMatch(write.partitionBy()::contains)) {
      throw new IllegalArgumentException(
          "maintain.zorder names a column of write.partition_by: files are apart by that already.");
    }
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("A silver table needs at least one column.");
    }
    boolean keyed = columns.values().stream().anyMatch(ColumnContract::key);
    boolean byKey = write.mode() == Write.Mode.MERGE || write.mode() == Write.Mode.SCD2;
    if (byKey && !keyed) {
      throw new IllegalArgumentException(
          "write mode "
              + write.mode().word()
              + " needs a key: set 'key: true' on the columns that tell rows apart.");
    }
    boolean replaces =
        write.mode() == Write.Mode.REPLACE || write.mode() == Write.Mode.REPLACE_PARTITIONS;
    if (replaces && from.size() > 1) {
      throw new IllegalArgumentException(
          "write mode "
              + write.mode().word()
              + " takes one bronze table: a batch of one would replace the rows of another.");
    }
  }

  /** Names of the columns that tell rows apart, in declared order; empty where none is a key. */
  public List<String> keys() {
    return columns.entrySet().stream()
        .filter(column -> column.getValue().key())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The bronze tables and every table that a column refers to. */
  @Override
  public Set<TableName> inputs() {
    Set<TableName> inputs = new TreeSet<>();
    inputs.addAll(from);
    columns.values().forEach(column -> column.ref().ifPresent(ref -> inputs.add(ref.table())));
    return inputs;
  }

  @Override
  public String definitionHash() {
    return Digest.of(from, columns, rules, onNewColumn, ignored, write, reject);
  }
}
