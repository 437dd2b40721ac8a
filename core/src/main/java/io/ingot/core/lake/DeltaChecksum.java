package io.ingot.core.lake;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.delta.NoMapping$;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * What Delta keeps beside a commit about the whole table: of a table of few files their list, with
 * which no query over the log is needed to find those that matter.
 */
final class DeltaChecksum {
  private DeltaChecksum() {}

  /**
   * The files of a version that can hold rows of a condition; empty where the list is not kept, or
   * the condition is for Delta's own search to judge.
   */
  static Optional<List<AddFile>> files(Snapshot snapshot, Expression condition) {
    return listed(snapshot)
        .flatMap(
            files ->
                LongBounds.of(condition, partitionColumns(snapshot))
                    .map(bounds -> files.stream().filter(file -> isWanted(file, bounds)).toList()));
  }

  private static boolean isWanted(AddFile file, LongBounds bounds) {
    return Option.apply(file.stats()).forall(bounds::mayBeIn);
  }

  /**
   * All files of a version, where the list is kept. Statistics go by other names where columns were
   * renamed, and deleted rows lie elsewhere.
   */
  static Optional<List<AddFile>> listed(Snapshot snapshot) {
    Option<VersionChecksum> checksum = snapshot.checksumOpt();
    Option<Seq<AddFile>> all = checksum.flatMap(VersionChecksum::allFiles);
    if (all.isEmpty() || snapshot.metadata().columnMappingMode() != NoMapping$.MODULE$) {
      return Optional.empty();
    }
    List<AddFile> files = JavaConverters.seqAsJavaList(all.get());
    return Optional.of(files)
        .filter(list -> isWhole(list, checksum.get()))
        .filter(list -> list.stream().allMatch(file -> file.deletionVector() == null));
  }

  private static boolean isWhole(List<AddFile> files, VersionChecksum checksum) {
    return files.size() == checksum.numFiles()
        && files.stream().mapToLong(AddFile::size).sum() == checksum.tableSizeBytes();
  }

  private static Set<String> partitionColumns(Snapshot snapshot) {
    return Set.copyOf(JavaConverters.seqAsJavaList(snapshot.metadata().partitionColumns()));
  }
}
