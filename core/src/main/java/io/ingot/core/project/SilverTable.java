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
    @Doc("How rows enter the table") Write write,
    @Doc("How many refused rows a batch may have") Reject reject,
    @Doc("Checks before the commit") List<Check> checks,
    @Doc("Words to select by") Set<String> tags)
    implements Table {
  public SilverTable {
    Objects.requireNonNull(name, "name");
    from = from.stream().distinct().toList();
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    write = write == null ? Write.append() : write;
    reject = reject == null ? Reject.none() : reject;
    checks = List.copyOf(checks);
    tags = Set.copyOf(tags);
    if (from.isEmpty()) {
      throw new IllegalArgumentException("from needs a bronze table at least.");
    }
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("A silver table needs at least one column.");
    }
    boolean keyed = columns.values().stream().anyMatch(ColumnContract::key);
    if (write.mode() == Write.Mode.MERGE && !keyed) {
      throw new IllegalArgumentException(
          "write mode merge needs a key: set 'key: true' on the columns that tell rows apart.");
    }
    if (write.mode() != Write.Mode.APPEND && write.mode() != Write.Mode.MERGE) {
      throw new IllegalArgumentException(
          "A silver table is written by append or merge, not " + write.mode().word() + ".");
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
    return Digest.of(from, columns, write, reject);
  }
}
