package io.ingot.etl.bronze.files;

import io.ingot.core.batch.SourceFile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The files of a folder that match a pattern.
 *
 * @param files that can be read, by name
 * @param hidden names of files that begin with {@code _} or {@code .}, or lie in such a folder; by
 *     custom they are being written
 * @param empty names of files without a byte
 */
record Listing(List<SourceFile> files, List<String> hidden, List<String> empty) {
  private static final int NAMED = 3;

  Listing {
    files = List.copyOf(files);
    hidden = List.copyOf(hidden);
    empty = List.copyOf(empty);
  }

  /** What matches and is not read, in words that go on from a sentence; empty for nothing. */
  String passedOver() {
    return told(hidden, "hidden file is", "hidden files are")
        + told(empty, "empty file is", "empty files are");
  }

  private static String told(List<String> names, String one, String several) {
    if (names.isEmpty()) {
      return "";
    }
    String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
    return "; "
        + names.size()
        + " "
        + (names.size() == 1 ? one : several)
        + " not read: "
        + names.stream().limit(NAMED).collect(Collectors.joining(", "))
        + more;
  }

  /** How much is not read, by the names of the batch's tallies; nothing where there is none. */
  Map<String, Long> tallies() {
    Map<String, Long> tallies = new TreeMap<>();
    tallies.put("hidden_files", (long) hidden.size());
    tallies.put("empty_files", (long) empty.size());
    tallies.values().removeIf(count -> count == 0);
    return tallies;
  }

  /** The files that were last written at or before a moment. */
  static List<SourceFile> until(List<SourceFile> files, Instant moment) {
    return files.stream().filter(file -> !file.modified().isAfter(moment)).toList();
  }
}
