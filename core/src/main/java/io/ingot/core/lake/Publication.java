package io.ingot.core.lake;

import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.SaveMode;

/** What a commit does to the rows that are already in a table. */
public sealed interface Publication {
  /** Delta's word for it. */
  SaveMode saveMode();

  /** The rows that are replaced, as an SQL predicate; empty for all or none. */
  Optional<String> predicate();

  /** Adds rows and leaves the others. */
  record Append() implements Publication {
    @Override
    public SaveMode saveMode() {
      return SaveMode.Append;
    }

    @Override
    public Optional<String> predicate() {
      return Optional.empty();
    }
  }

  /** Replaces every row, and the schema with them. */
  record ReplaceAll() implements Publication {
    @Override
    public SaveMode saveMode() {
      return SaveMode.Overwrite;
    }

    @Override
    public Optional<String> predicate() {
      return Optional.empty();
    }
  }

  /**
   * Replaces the rows of whole partitions.
   *
   * @param where a predicate over partition columns only; every new row has to fulfil it
   */
  record ReplacePartitions(String where) implements Publication {
    public ReplacePartitions {
      Objects.requireNonNull(where, "where");
    }

    @Override
    public SaveMode saveMode() {
      return SaveMode.Overwrite;
    }

    @Override
    public Optional<String> predicate() {
      return Optional.of(where);
    }
  }
}
