package io.ingot.quality.alert;

import java.time.Duration;
import java.util.Optional;

/**
 * How long somebody may take who has to be told.
 *
 * @param step for a connection, and for an answer
 * @param tries how often one channel is tried
 * @param pause after the first attempt; longer after each
 * @param longestPause that a server may ask for
 * @param all for all channels together
 */
record Patience(Duration step, int tries, Duration pause, Duration longestPause, Duration all) {
  /** So that a run ends at most twenty seconds later. */
  static Patience usual() {
    return new Patience(
        Duration.ofSeconds(5),
        3,
        Duration.ofMillis(500),
        Duration.ofSeconds(10),
        Duration.ofSeconds(20));
  }

  /** Tries until the message is taken, or it makes no sense any more. */
  Delivery carry(Courier courier, Message message) throws InterruptedException {
    long until = System.nanoTime() + all.toNanos();
    int made = 1;
    Delivery delivery = courier.carry(message);
    while (delivery instanceof Delivery.NotYet later && made < tries) {
      Duration wait = later.pause().orElse(pause.multipliedBy(made));
      if (wait.compareTo(longestPause) > 0 || System.nanoTime() + wait.toNanos() > until) {
        return new Delivery.Refused(later.reason() + ", and wants to be asked later");
      }
      Thread.sleep(wait.toMillis());
      made++;
      delivery = courier.carry(message);
    }
    return delivery instanceof Delivery.NotYet last
        ? new Delivery.Refused(last.reason() + counted(made))
        : delivery;
  }

  private static String counted(int tries) {
    return Optional.of(tries)
        .filter(many -> many > 1)
        .map(many -> ", " + many + " times")
        .orElse("");
  }
}
