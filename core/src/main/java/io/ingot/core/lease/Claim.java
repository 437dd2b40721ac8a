package io.ingot.core.lease;

import java.time.Instant;
import java.util.Objects;

/**
 * What is written of a table's lease.
 *
 * @param holder who holds it, or did
 * @param acquired since when
 * @param expires by the holder's clock, unless it renews it before
 * @param state whether it was given back
 */
record Claim(Holder holder, Instant acquired, Instant expires, State state) {
  enum State {
    HELD,
    RELEASED
  }

  Claim {
    Objects.requireNonNull(holder, "holder");
    Objects.requireNonNull(acquired, "acquired");
    Objects.requireNonNull(expires, "expires");
    Objects.requireNonNull(state, "state");
  }

  /** Whether it keeps another from the table. */
  boolean binds(Holder other, Instant now) {
    return state == State.HELD && now.isBefore(expires) && !holder.isGone(other);
  }

  /** Whether both are of one hold on the table, only renewed in between. */
  boolean continues(Claim earlier) {
    return holder.equals(earlier.holder)
        && acquired.equals(earlier.acquired)
        && state == State.HELD;
  }

  Claim until(Instant later) {
    return new Claim(holder, acquired, later, State.HELD);
  }

  Claim released(Instant now) {
    return new Claim(holder, acquired, now, State.RELEASED);
  }

  String describe() {
    return holder.describe() + " since " + acquired + ", until " + expires + " or longer";
  }
}
