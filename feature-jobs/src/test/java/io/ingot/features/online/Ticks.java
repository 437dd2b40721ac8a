package io.ingot.features.online;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;

/** A clock that answers what it is told to, look by look, and its last answer from then on. */
final class Ticks extends Clock {
  private final List<Supplier<Instant>> looks;
  private int looked;

  private Ticks(List<Supplier<Instant>> looks) {
    this.looks = looks;
  }

  static Ticks of(List<Supplier<Instant>> looks) {
    return new Ticks(looks);
  }

  static Ticks at(String... moments) {
    return of(
        List.of(moments).stream()
            .map(Instant::parse)
            .map(moment -> (Supplier<Instant>) () -> moment)
            .toList());
  }

  @Override
  public Instant instant() {
    return looks.get(Math.min(looked++, looks.size() - 1)).get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
