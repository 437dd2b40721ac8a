package io.ingot.core.project;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Locale;
import java.util.Objects;

/**
 * One difference between two states of a project that readers of a table may meet.
 *
 * @param table the table
 * @param effect whether it breaks readers
 * @param file the file of the newer project that it stands in, relative to the project's folder
 * @param line line of that file, counted from 1
 * @param what the difference
 * @param advice what to do about it; empty where there is nothing to do
 */
public record ContractChange(
    TableName table, Effect effect, String file, int line, String what, String advice) {
  public ContractChange {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(effect, "effect");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(advice, "advice");
  }

  /** Whether readers have to be changed too. */
  @JsonIgnore
  public boolean breaksReaders() {
    return effect == Effect.BREAKING;
  }

  @Override
  public String toString() {
    return file
        + ":"
        + line
        + ": "
        + effect.name().toLowerCase(Locale.ROOT)
        + ": "
        + table
        + ": "
        + what
        + (advice.isEmpty() ? "" : ". " + advice);
  }

  /** What a difference does to those who read a table. */
  public enum Effect {
    /** What they rely on no longer holds. */
    BREAKING,
    /** They can go on as they are. */
    COMPATIBLE
  }
}
