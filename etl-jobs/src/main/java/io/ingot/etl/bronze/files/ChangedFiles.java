package io.ingot.etl.bronze.files;

import io.ingot.core.batch.SourceFile;
import io.ingot.core.error.SourceException;
import io.ingot.core.project.Source;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Files that were taken and have another size or time now, where the source does not say that they
 * are to be taken again.
 */
record ChangedFiles(Source.FileSet source, TakenFiles before) {
  /**
   * Lets new files pass.
   *
   * @param fresh files that were not taken as they are now
   * @param taken files as they were when they were taken
   * @throws SourceException when one of them was taken before, and was not damaged then
   */
  void requireNone(List<SourceFile> fresh, Set<SourceFile> taken) {
    if (source.changed() == Source.Changed.AGAIN) {
      return;
    }
    Map<String, SourceFile> byPath =
        taken.stream()
            .collect(Collectors.toMap(SourceFile::path, file -> file, ChangedFiles::laterWritten));
    List<SourceFile> changed =
        fresh.stream().filter(file -> byPath.containsKey(file.path())).toList();
    if (changed.isEmpty()) {
      return;
    }
    // A good file may take the place of a damaged one, of which nothing was taken.
    Set<SourceFile> damaged = before.damaged();
    changed.stream()
        .filter(file -> !damaged.contains(byPath.get(file.path())))
        .findFirst()
        .ifPresent(
            file -> {
              throw changed(byPath.get(file.path()), file);
            });
  }

  private static SourceFile laterWritten(SourceFile one, SourceFile other) {
    return one.modified().isAfter(other.modified()) ? one : other;
  }

  private SourceException changed(SourceFile then, SourceFile now) {
    return new SourceException(
        "Cannot take "
            + source.connection()
            + "/"
            + now.path()
            + ": it was taken with "
            + then.bytes()
            + " bytes of "
            + then.modified()
            + ", and has "
            + now.bytes()
            + " bytes of "
            + now.modified()
            + " now. Give new data a name of its own; or declare 'changed: again' in the source, so"
            + " that a file that changed is taken whole once more.");
  }
}
