package io.ingot.core.project;

import java.time.Duration;

/** How often a run that fails as a whole is started again. */
@Doc("How often a run that fails is started again; a run takes up what the last one left")
public record Attempts(
    @Doc("Further tries after a failure; 3 unless said") Integer failures,
    @Doc("The pause before the first of them, and as much more before each next; 60s unless said")
        Duration pause,
    @Doc("Further tries where the pod could not be asked for; 3 unless said") Integer submissions) {
  public Attempts {
    failures = failures == null ? 3 : failures;
    pause = pause == null ? Duration.ofSeconds(60) : pause;
    submissions = submissions == null ? 3 : submissions;
    if (failures < 0 || submissions < 0 || failures > 100 || submissions > 100) {
      throw new IllegalArgumentException("Invalid attempts. Use 0 to 100.");
    }
    if (pause.toSeconds() < 1) {
      throw new IllegalArgumentException("Invalid pause. Use at least 1s.");
    }
  }

  /** Three times, a minute apart and more. */
  public static Attempts usual() {
    return new Attempts(null, null, null);
  }
}
