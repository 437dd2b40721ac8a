package io.ingot.quality.alert;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.ingot.core.batch.Verdict;
import io.ingot.core.project.Channel.Trouble;
import io.ingot.core.project.TableName;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One thing that is wrong with a table.
 *
 * @param table the table
 * @param trouble what kind of trouble it is
 * @param about the check's words or the column; empty where the table as a whole is meant
 * @param measured how it is, in words that may be kept
 * @param value how it is, as a number; empty where it is none
 * @param wanted how it should be, in words such as {@code at least 99%}
 * @param owner whom the project names for it
 * @param sample one row that broke it; never kept, and told only where a channel asks for it
 */
public record Notice(
    TableName table,
    Trouble trouble,
    String about,
    String measured,
    OptionalDouble value,
    Optional<String> wanted,
    Optional<String> owner,
    @JsonIgnore Optional<String> sample) {
  public Notice {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(trouble, "trouble");
    Objects.requireNonNull(about, "about");
    Objects.requireNonNull(measured, "measured");
    // None of these was written where there was none.
    value = value == null ? OptionalDouble.empty() : value;
    wanted = wanted == null ? Optional.empty() : wanted;
    owner = owner == null ? Optional.empty() : owner;
    sample = sample == null ? Optional.empty() : sample;
  }

  /** A stage that stopped, and why. */
  public static Notice failed(TableName table, String why) {
    return whole(table, Trouble.FAILED, why, Optional.empty());
  }

  /** A check that is broken. */
  public static Notice of(TableName table, Trouble trouble, Verdict verdict) {
    return new Notice(
        table,
        trouble,
        verdict.check(),
        verdict.measured(),
        verdict.value(),
        verdict.wanted(),
        verdict.owner(),
        verdict.examples().stream().findFirst());
  }

  /**
   * A table that is older than it may be.
   *
   * @param age such as {@code 7h 12m old}
   * @param wanted such as {@code within 6h}
   */
  public static Notice late(TableName table, String age, String wanted) {
    return whole(table, Trouble.LATE, age, Optional.of(wanted));
  }

  /**
   * A column whose values are no longer spread as they were.
   *
   * @param measured such as {@code PSI 0.31 in 3 windows}
   * @param value the same as a number
   * @param wanted such as {@code at most 0.2}
   */
  public static Notice drifted(
      TableName table, String column, String measured, double value, String wanted) {
    return new Notice(
        table,
        Trouble.DRIFTED,
        column,
        measured,
        Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty(),
        Optional.of(wanted),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with whom the project names for it. */
  public Notice ownedBy(Optional<String> name) {
    return new Notice(table, trouble, about, measured, value, wanted, name, sample);
  }

  static Notice whole(TableName table, Trouble trouble, String measured, Optional<String> wanted) {
    return new Notice(
        table,
        trouble,
        "",
        measured,
        OptionalDouble.empty(),
        wanted,
        Optional.empty(),
        Optional.empty());
  }

  /** What makes it the same trouble as one of another day. */
  Subject subject() {
    return new Subject(table, trouble, about);
  }

  /** A trouble, however bad it is. */
  record Subject(TableName table, Trouble trouble, String about) {}
}
