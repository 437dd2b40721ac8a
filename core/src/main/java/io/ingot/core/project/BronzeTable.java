package io.ingot.core.project;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A table that keeps everything a source sent. */
@Doc("A table that keeps everything a source sent")
public record BronzeTable(
    TableName name,
    @Doc("What the table means") Optional<String> description,
    @Required @Doc("Where the rows come from") Source source,
    @Doc("Which rows are new; required for jdbc") Optional<Watermark> watermark,
    @Doc("Parallel reading of a database") Optional<PartitionedRead> read,
    @Doc("Checks before the commit") List<Check> checks,
    @Doc("Words to select by") Set<String> tags)
    implements Table {
  public BronzeTable {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
    checks = List.copyOf(checks);
    tags = Set.copyOf(tags);
    boolean database = source instanceof Source.JdbcTable;
    if (database && watermark.isEmpty()) {
      throw new IllegalArgumentException(
          "A jdbc source needs a watermark, such as {column: updated_at, lag: 5m}.");
    }
    if (!database && (watermark.isPresent() || read.isPresent())) {
      throw new IllegalArgumentException(
          "watermark and read belong to jdbc sources; files are taken once each by themselves.");
    }
  }

  @Override
  public Set<TableName> inputs() {
    return Set.of();
  }

  @Override
  public String definitionHash() {
    return Digest.of(source, watermark);
  }
}
