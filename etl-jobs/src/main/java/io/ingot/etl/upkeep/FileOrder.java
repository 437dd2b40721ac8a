package io.ingot.etl.upkeep;

import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.LakeUpkeep;
import io.ingot.core.lake.PartitionFiles;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.UpkeepTerms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Few large files in place of many small ones, and rows in an order that queries ask by. */
final class FileOrder {
  /** Ordering writes a partition anew as a whole; for less than this part of it, it waits. */
  private static final double UNORDERED = 0.2;

  private final Cared table;
  private final UpkeepTerms terms;
  private final LakeUpkeep files;
  private final long target;

  FileOrder(Cared table) {
    this.table = table;
    this.terms = table.terms();
    this.files = table.files();
    this.target = terms.targetFileSize().bytes();
  }

  List<Chore> chores() {
    TableState state = table.state();
    Mark mark = table.marks().now();
    Optional<String> awaited =
        terms.optimize().awaited(mark.optimized(), state.batch() - mark.batch(), table.now());
    if (awaited.isPresent()) {
      return List.of(Chore.none(table.task(Task.Kind.COMPACT, Task.State.WAITING, awaited.get())));
    }
    requireColumns(state);
    List<PartitionFiles> partitions = files.files(target, mark.ordered());
    List<PartitionFiles> unordered = partitions.stream().filter(this::isToBeOrdered).toList();
    List<PartitionFiles> others =
        partitions.stream().filter(partition -> !unordered.contains(partition)).toList();
    List<Chore> chores = new ArrayList<>();
    if (!unordered.isEmpty()) {
      chores.add(order(unordered, partitions));
    }
    chores.add(compaction(others, partitions, state));
    new PartitionSizes(table.name(), files.partitionColumns(), terms.partitionFloor())
        .judge(partitions)
        .ifPresent(warning -> chores.add(Chore.none(warning)));
    return chores;
  }

  private void requireColumns(TableState state) {
    List<String> known = Arrays.asList(state.schema().fieldNames());
    List<String> partitioned = files.partitionColumns();
    terms.zorder().stream()
        .filter(column -> !known.contains(column) || partitioned.contains(column))
        .findFirst()
        .ifPresent(
            column -> {
              throw new ProjectException(
                  "Cannot put "
                      + table.name()
                      + " in order by "
                      + column
                      + (known.contains(column)
                          ? ": files are apart by that column already."
                          : ": it has no such column, only " + String.join(", ", known) + ".")
                      + " Change maintain.zorder.");
            });
  }

  /** With less than a file's worth of rows there is nothing to skip. */
  private boolean isToBeOrdered(PartitionFiles partition) {
    return !terms.zorder().isEmpty()
        && partition.bytes() > target
        && partition.unordered() >= partition.bytes() * UNORDERED;
  }

  private Chore order(List<PartitionFiles> unordered, List<PartitionFiles> all) {
    long before = unordered.stream().mapToLong(PartitionFiles::files).sum();
    long bytes = unordered.stream().mapToLong(PartitionFiles::bytes).sum();
    long after = unordered.stream().mapToLong(part -> Math.max(1, part.bytes() / target)).sum();
    Task planned =
        new Task(
            table.name(),
            Task.Kind.ORDER,
            Task.State.DUE,
            "by "
                + String.join(", ", terms.zorder())
                + (files.partitionColumns().isEmpty()
                    ? ""
                    : " in " + unordered.size() + " of " + all.size() + " partitions"),
            before,
            after,
            bytes);
    return new Chore(
        planned,
        () -> {
          long upTo = files.order(terms.zorder(), unordered, target);
          table.marks().set(mark -> mark.ordered(upTo));
          return planned.done();
        });
  }

  private Chore compaction(
      List<PartitionFiles> partitions, List<PartitionFiles> all, TableState state) {
    long small = partitions.stream().mapToLong(PartitionFiles::small).sum();
    long bytes = partitions.stream().mapToLong(PartitionFiles::smallBytes).sum();
    long saved = partitions.stream().mapToLong(partition -> partition.saved(target)).sum();
    long before = all.stream().mapToLong(PartitionFiles::files).sum();
    boolean worth = saved >= terms.worth();
    Task planned =
        new Task(
            table.name(),
            Task.Kind.COMPACT,
            worth ? Task.State.DUE : Task.State.FINE,
            worth
                ? small + " small files, to " + terms.targetFileSize() + " each"
                : saved + " files less, worth it from " + terms.worth(),
            before,
            worth ? before - saved : before,
            worth ? bytes : 0);
    return new Chore(planned, () -> compact(planned, worth, state));
  }

  private Task compact(Task planned, boolean worth, TableState state) {
    if (worth) {
      files.compact(target);
    }
    table.marks().set(mark -> mark.optimized(table.now(), state.batch()));
    return worth ? planned.done(count()) : planned;
  }

  private long count() {
    return files.files(target, -1).stream().mapToLong(PartitionFiles::files).sum();
  }
}
