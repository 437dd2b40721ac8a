package io.ingot.features.online;

import io.ingot.core.error.ExitCode;
import io.ingot.core.error.Fault;
import io.ingot.core.error.FencedException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often something is done.
 *
 * @param every from the begin of one round to that of the next
 * @param length no round begins later than this after the first
 */
record Rounds(Duration every, Duration length) {
  private static final Pattern LENGTH = Pattern.compile("([0-9]{1,6})(s|m|h|d)");

  /**
   * By the words of {@code --every} and {@code --for}; once where neither is said.
   *
   * @throws ProjectException when one is said without the other, or is no length of time
   */
  static Rounds of(Optional<String> every, Optional<String> length) {
    if (every.isPresent() != length.isPresent()) {
      throw new ProjectException("Say both, such as --every 10s --for 1h, or neither.");
    }
    return new Rounds(
        every.map(text -> length("--every", text)).orElse(Duration.ZERO),
        length.map(text -> length("--for", text)).orElse(Duration.ZERO));
  }

  private static Duration length(String option, String text) {
    Matcher matcher = LENGTH.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw new ProjectException(
          "Cannot read "
              + option
              + " "
              + text
              + ". Write a number with s, m, h or d, such as 10s.");
    }
    String unit = matcher.group(2);
    return Duration.parse((unit.equals("d") ? "P" : "PT") + matcher.group(1) + unit);
  }

  boolean isRepeated() {
    return !length.isZero();
  }

  /**
   * Does it round by round. What fails in one round in a way that may pass is done again in the
   * next; in the last round nothing is passed over.
   *
   * @param round answers how it ended
   * @return how the last one ended
   */
  ExitCode each(Clock clock, Supplier<ExitCode> round, Consumer<String> noted) {
    Instant end = clock.instant().plus(length);
    Instant next = clock.instant().plus(every);
    while (isRepeated() && !next.isAfter(end)) {
      try {
        round.get();
      } catch (SourceException e) {
        if (e.fault() == Fault.LASTING) {
          throw e;
        }
        noted.accept(e.getMessage());
      } catch (FencedException e) {
        noted.accept(e.getMessage());
      }
      pause(Duration.between(clock.instant(), next));
      // A round that took longer is not followed by those that it swallowed.
      next = clock.instant().plus(every);
    }
    return round.get();
  }

  private static void pause(Duration length) {
    try {
      Thread.sleep(Math.max(0, length.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while waiting for the next round.", e);
    }
  }
}
