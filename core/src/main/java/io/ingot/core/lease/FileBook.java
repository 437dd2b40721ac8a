package io.ingot.core.lease;

import io.ingot.core.batch.Json;
import io.ingot.core.lake.LakeFiles;
import io.ingot.core.project.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Claims as numbered files of the lake, below {@code _ingot/leases/<table>}. No file is ever
 * overwritten: whoever makes the next number has written, be it to take, to renew or to release.
 */
final class FileBook implements LeaseBook {
  private static final int LOOKS = 10;

  private final LakeFiles files;
  private final String folder;

  FileBook(LakeFiles files, TableName table) {
    this.files = files;
    this.folder = "leases/" + table + "/";
  }

  @Override
  public Optional<Entry> latest() {
    for (int look = 0; look < LOOKS; look++) {
      List<String> names = names();
      if (names.isEmpty()) {
        return Optional.empty();
      }
      String last = names.get(names.size() - 1);
      Optional<String> text = files.read(folder + last);
      // A file that went between the two was swept, so there is a later one.
      if (text.isPresent()) {
        return Optional.of(new Entry(last, Json.read(text.get(), Claim.class)));
      }
    }
    throw new IllegalStateException(
        "The files in " + folder + " change faster than they can be read. Run again.");
  }

  @Override
  public Optional<Entry> write(Optional<Entry> seen, Claim next) {
    String name = name(seen.map(FileBook::number).orElse(-1L) + 1);
    if (!files.putIfAbsent(folder + name, Json.write(next))) {
      return Optional.empty();
    }
    List<String> names = names();
    if (!names.get(names.size() - 1).equals(name)) {
      // What was seen is long past: ours only fills a gap that was swept.
      files.delete(folder + name);
      return Optional.empty();
    }
    // The last but one stays for those that are about to read it.
    names.stream().limit(Math.max(0, names.size() - 2)).forEach(old -> files.delete(folder + old));
    return Optional.of(new Entry(name, next));
  }

  private List<String> names() {
    return files.list(folder).stream().filter(name -> name.matches("[0-9]{12}\\.json")).toList();
  }

  private static long number(Entry entry) {
    return Long.parseLong(entry.place().substring(0, entry.place().indexOf('.')));
  }

  private static String name(long number) {
    return String.format(Locale.ROOT, "%012d.json", number);
  }
}
