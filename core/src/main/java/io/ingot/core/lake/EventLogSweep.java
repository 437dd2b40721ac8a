package io.ingot.core.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes away what is too old, or too much, of the event logs on a disk, so that it does not fill
 * while nobody looks. On a cluster the history server does that.
 */
final class EventLogSweep {
  static final String PREFIX = "eventlog_v2_";

  /** A minute's schedule would otherwise leave tens of thousands within a month. */
  private static final int MOST = 1000;

  /** What one run may spend on it. */
  private static final int AT_ONCE = 100;

  private final Path folder;
  private final Instant now;

  EventLogSweep(Path folder) {
    this(folder, Instant.now());
  }

  EventLogSweep(Path folder, Instant now) {
    this.folder = folder;
    this.now = now;
  }

  /** Removes logs to which nothing was added for so long, and the oldest beyond the newest 1000. */
  void olderThan(Duration keep) {
    Instant limit = now.minus(keep);
    try {
      List<Log> logs = logs();
      int tooMany = Math.max(0, logs.size() - MOST);
      int removed = 0;
      for (int i = 0; i < logs.size() && removed < AT_ONCE; i++) {
        if (i < tooMany || logs.get(i).changed().isBefore(limit)) {
          removed += remove(logs.get(i));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // The folder cannot be listed; the next command tries again, and nothing depends on it.
      return;
    }
  }

  /** The oldest first. */
  private List<Log> logs() throws IOException {
    List<Log> logs = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path log : all.filter(EventLogSweep::isLog).toList()) {
        Log.of(log).ifPresent(logs::add);
      }
    }
    logs.sort(Comparator.comparing(Log::changed));
    return logs;
  }

  private static boolean isLog(Path path) {
    return path.getFileName().toString().startsWith(PREFIX) && Files.isDirectory(path);
  }

  /** How many it removed. */
  private static int remove(Log log) {
    try {
      for (Path file : log.files()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(log.folder());
      return 1;
    } catch (IOException e) {
      // Another process is at it, or it is not ours to remove; the others may be.
      return 0;
    }
  }

  /**
   * One application's log.
   *
   * @param changed when anything of it was written last
   */
  private record Log(Path folder, List<Path> files, Instant changed) {
    /** Empty where another process takes it away meanwhile, or it is not ours to look into. */
    static Optional<Log> of(Path folder) {
      try (Stream<Path> within = Files.list(folder)) {
        List<Path> files = within.toList();
        FileTime changed = Files.getLastModifiedTime(folder);
        for (Path file : files) {
          FileTime written = Files.getLastModifiedTime(file);
          changed = written.compareTo(changed) > 0 ? written : changed;
        }
        return Optional.of(new Log(folder, files, changed.toInstant()));
      } catch (IOException | UncheckedIOException e) {
        return Optional.empty();
      }
    }
  }
}
