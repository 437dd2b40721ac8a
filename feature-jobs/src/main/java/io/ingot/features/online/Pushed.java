package io.ingot.features.online;

import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.Locale;

/**
 * What became of the push of one view.
 *
 * @param mode how much was pushed
 * @param why the reason for a full push, or for none
 * @param served the name that stands for the project in keys
 * @param version the table's version that was read; -1 where there is none
 * @param now the moment that is served
 * @param sent keys that were sent
 * @param written those that Redis had nothing as new of
 * @param gone those of the sent whose entity has no values any more
 * @param swept keys that lost what an earlier line of pushes had left
 */
record Pushed(
    TableName view,
    Mode mode,
    String why,
    String served,
    long version,
    Instant now,
    long sent,
    long written,
    long gone,
    long swept) {

  /** How much was pushed. */
  enum Mode {
    /** Nothing, since the table has no rows yet. */
    NONE,
    /** What changed since the last push. */
    INCREMENT,
    /** Every entity. */
    FULL,
    /** Every entity, beside what was served until then. */
    REBUILD;

    /** The word that is printed. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The same, done in another mode. */
  Pushed as(Mode other) {
    return new Pushed(view, other, why, served, version, now, sent, written, gone, swept);
  }

  /** This one and another behind it, told as one. */
  Pushed then(Pushed next) {
    return new Pushed(
        view,
        mode,
        why,
        served,
        next.version,
        next.now,
        sent + next.sent,
        written + next.written,
        gone + next.gone,
        swept + next.swept);
  }

  static Pushed none(TableName view, String why, String served, Instant now) {
    return new Pushed(view, Mode.NONE, why, served, -1, now, 0, 0, 0, 0);
  }
}
