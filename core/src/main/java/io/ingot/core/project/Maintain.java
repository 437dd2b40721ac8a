package io.ingot.core.project;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a file says about a table's upkeep; what it leaves open, the project says, or else Ingot.
 */
@Doc("How 'ingot maintain' keeps a table's files in order")
public record Maintain(
    @Doc(
            "When small files are put together: daily, weekly, monthly, never, or 'after 20"
                + " batches'; weekly unless said")
        Optional<Rhythm> optimize,
    @Doc(
            "Columns that rows near each other share, since queries ask by them; not partition columns")
        List<String> zorder,
    @Doc("How large files are made, such as 512mb; 256mb unless said")
        Optional<FileSize> targetFileSize,
    @Doc("How many files less make it worth the work; 10 unless said") Optional<Integer> worth,
    @Doc("When files that no version needs any more are removed; weekly unless said")
        Optional<Rhythm> vacuum,
    @Doc("How long older versions stay readable; 30d unless said. Less than 7d has to be meant")
        Optional<Duration> keep,
    @Doc(
            "Median size of a partition below which a table of many partitions is warned of; 64mb"
                + " unless said, 0b for no warning")
        Optional<FileSize> partitionFloor) {
  private static final Duration LONGEST = Duration.ofDays(3650);

  public Maintain {
    Objects.requireNonNull(optimize, "optimize");
    Objects.requireNonNull(vacuum, "vacuum");
    zorder = List.copyOf(zorder);
    if (new HashSet<>(zorder).size() < zorder.size()) {
      throw new IllegalArgumentException("zorder names a column twice.");
    }
    if (targetFileSize.filter(size -> size.bytes() == 0).isPresent()) {
      throw new IllegalArgumentException("target_file_size must not be 0.");
    }
    if (worth.filter(files -> files < 1).isPresent()) {
      throw new IllegalArgumentException("worth is a number of files, 1 at least.");
    }
    if (keep.filter(time -> time.compareTo(LONGEST) > 0).isPresent()) {
      throw new IllegalArgumentException("keep is 3650d at most.");
    }
  }

  /** Nothing said. */
  public static Maintain unsaid() {
    return new Maintain(
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** What holds for a table that says this. */
  public UpkeepTerms over(Maintain project) {
    return new UpkeepTerms(
        optimize.or(project::optimize).orElseGet(() -> Rhythm.of("weekly")),
        zorder,
        targetFileSize.or(project::targetFileSize).orElseGet(() -> FileSize.megabytes(256)),
        worth.or(project::worth).orElse(10),
        vacuum.or(project::vacuum).orElseGet(() -> Rhythm.of("weekly")),
        keep.or(project::keep).orElseGet(() -> Duration.ofDays(30)),
        partitionFloor.or(project::partitionFloor).orElseGet(() -> FileSize.megabytes(64)));
  }
}
