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
    @Doc("Which rows of a database are new; without it each batch is the whole table")
        Optional<Watermark> watermark,
    @Doc("Parallel reading of a database") Optional<PartitionedRead> read,
    @Doc("How rows that were deleted at the source are found") Deletes deletes,
    @Doc("How often a source that fails is asked again; as the project's retry says unless said")
        Optional<Retry> retry,
    @Doc("Checks before the commit") List<Check> checks,
    @Inline Watch watch,
    @Doc("How its files are kept in order") Maintain maintain,
    @Doc("Words to select by") Set<String> tags)
    implements Table {
  public BronzeTable {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
    deletes = deletes == null ? Deletes.none() : deletes;
    Objects.requireNonNull(retry, "retry");
    checks = List.copyOf(checks);
    Objects.requireNonNull(watch, "watch");
    maintain = maintain == null ? Maintain.unsaid() : maintain;
    tags = Set.copyOf(tags);
    boolean database = source instanceof Source.JdbcTable;
    if (!database && (watermark.isPresent() || read.isPresent())) {
      throw new IllegalArgumentException(
          "watermark and read belong to jdbc sources; other sources know by themselves what is"
              + " new.");
    }
    if (watermark.isEmpty() && read.filter(how -> how.partitions() > 1).isPresent()) {
      throw new IllegalArgumentException(
          "Without a watermark the whole table is read as of one moment, by one query. Leave"
              + " 'read' out, or declare a watermark.");
    }
    if (deletes.mode() == Deletes.Mode.RECONCILE && (!database || watermark.isEmpty())) {
      throw new IllegalArgumentException(
          "deletes mode reconcile belongs to jdbc sources with a watermark.");
    }
  }

  /** Whether its rows tell, in {@code _deleted}, that the source deleted them. */
  public boolean tellsDeletes() {
    return deletes.mode() != Deletes.Mode.NONE || source instanceof Source.Topic;
  }

  @Override
  public Set<TableName> inputs() {
    return Set.of();
  }

  @Override
  public String definitionHash() {
    return Digest.of(source, watermark, deletes);
  }
}
