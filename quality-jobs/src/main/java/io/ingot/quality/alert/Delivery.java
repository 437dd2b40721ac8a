package io.ingot.quality.alert;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of one attempt to hand over a message. Reasons name neither addresses nor answers.
 */
sealed interface Delivery {
  /** It was taken. */
  record Accepted() implements Delivery {}

  /** It will not be taken, however often it is tried. */
  record Refused(String reason) implements Delivery {}

  /**
   * It may be taken later.
   *
   * @param pause how long the other side asks to be left alone
   */
  record NotYet(String reason, Optional<Duration> pause) implements Delivery {
    static NotYet because(String reason) {
      return new NotYet(reason, Optional.empty());
    }
  }
}
