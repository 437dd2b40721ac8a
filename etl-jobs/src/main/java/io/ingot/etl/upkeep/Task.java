package io.ingot.etl.upkeep;

import io.ingot.core.project.TableName;
import java.util.Locale;
import java.util.Objects;

/**
 * One thing of a table's upkeep, as it is planned or as it was done.
 *
 * @param table the table, or the quarantine of one
 * @param kind what is done
 * @param state what becomes of it
 * @param reason why, in words
 * @param filesBefore files before it; those that go, where files are only removed
 * @param filesAfter files after it, about so while it is only planned
 * @param bytes bytes that are written anew, or that become free
 */
public record Task(
    TableName table,
    Kind kind,
    State state,
    String reason,
    long filesBefore,
    long filesAfter,
    long bytes) {
  public Task {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(reason, "reason");
  }

  /** What is done. */
  public enum Kind {
    /** The table's settings say how long older versions stay. */
    KEEP("say how long older versions stay"),
    /** Rows that are alike come into the same files. */
    ORDER("bring rows that are alike into the same files"),
    /** Small files are put together. */
    COMPACT("put small files together"),
    /** Partitions are looked at; nothing is done to them. */
    PARTITIONS("look at its partitions"),
    /** Files of versions that are too old are removed. */
    VACUUM("remove files of versions that are too old"),
    /** Files that no commit names are removed. */
    STRAYS("remove files that no commit names"),
    /** What dead runs left below {@code _ingot} is removed. */
    LEFTOVERS("remove what dead runs left"),
    /** The whole of it, where nothing could be begun. */
    ALL("look at it");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }

    /** What it does, as Spark's pages show it. */
    String sentence() {
      return sentence;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What becomes of it. */
  public enum State {
    /** It would be done. */
    DUE,
    /** It was done. */
    DONE,
    /** It was looked at, and is as it should be. */
    FINE,
    /** It is not time for it. */
    WAITING,
    /** It is wrong, and only a person can change it. */
    WARNING,
    /** Something needs what would go. */
    REFUSED,
    /** Another run has the table. */
    LOCKED,
    /** It failed. */
    FAILED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether there is something to say about it. */
    boolean matters() {
      return this != FINE && this != WAITING;
    }
  }

  static Task of(TableName table, Kind kind, State state, String reason) {
    return new Task(table, kind, state, reason, 0, 0, 0);
  }

  Task done() {
    return new Task(table, kind, State.DONE, reason, filesBefore, filesAfter, bytes);
  }

  Task done(long files) {
    return new Task(table, kind, State.DONE, reason, filesBefore, files, bytes);
  }
}
