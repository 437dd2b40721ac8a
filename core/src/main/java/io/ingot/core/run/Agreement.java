package io.ingot.core.run;

import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Window;
import java.time.Instant;
import java.util.Optional;

/** Whether what would be done now is what was shown before. */
final class Agreement {
  private Agreement() {}

  /**
   * The plan to carry out so that exactly what was shown is done; empty when that cannot be. A
   * source goes on growing, so a shown window is taken as long as it begins where the source's next
   * one does and does not end later.
   */
  static Optional<Plan> of(Plan shown, Plan now) {
    if (shown instanceof Plan.Extract before && now instanceof Plan.Extract after) {
      return of(before.window(), after.window())
          .map(window -> new Plan.Extract(window, before.reason(), before.backlog()));
    }
    if (shown instanceof Plan.Advance before && now instanceof Plan.Advance after) {
      return Optional.of(shown)
          .filter(same -> before.from().equals(after.from()) && alike(shown, now));
    }
    return Optional.of(shown).filter(same -> alike(shown, now));
  }

  private static boolean alike(Plan shown, Plan now) {
    return shown.mode().equals(now.mode())
        && shown.range().equals(now.range())
        && shown.inputs().equals(now.inputs());
  }

  private static Optional<Window> of(Window shown, Window now) {
    if (!shown.getClass().equals(now.getClass())) {
      return Optional.empty();
    }
    if (shown instanceof Window.Whole || shown instanceof Window.Keys) {
      // All of a source is all of it; when it was asked is told by the batch that reads it.
      return Optional.of(now);
    }
    return Optional.of(shown).filter(window -> begins(window, now));
  }

  private static boolean begins(Window shown, Window now) {
    if (shown instanceof Window.Times times) {
      Instant end = ((Window.Times) now).hi();
      return times.lo().equals(((Window.Times) now).lo()) && !times.hi().isAfter(end);
    }
    if (shown instanceof Window.Numbers numbers) {
      return numbers.lo().equals(((Window.Numbers) now).lo())
          && numbers.hi() <= ((Window.Numbers) now).hi();
    }
    if (shown instanceof Window.Offsets offsets) {
      return within(offsets, (Window.Offsets) now);
    }
    return shown.equals(now);
  }

  private static boolean within(Window.Offsets shown, Window.Offsets now) {
    return shown.topicId().equals(now.topicId())
        && shown.partitions().entrySet().stream()
            .allMatch(
                part -> {
                  Window.Offsets.Range range = now.partitions().get(part.getKey());
                  return range != null
                      && range.from() == part.getValue().from()
                      && range.to() >= part.getValue().to();
                });
  }
}
