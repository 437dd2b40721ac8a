package io.ingot.core.error;

import java.util.Arrays;

/** What a process says to its scheduler when it ends. */
public enum ExitCode {
  /** Everything was done, or there was nothing to do. */
  DONE(0, 0),
  /** Something failed that Ingot has no better word for. */
  CRASH(1, 5),
  /** The project's files or the command's words are wrong. */
  PROJECT_WRONG(2, 4),
  /** A gate refused a batch; nothing of it was published. */
  GATE_REFUSED(3, 2),
  /** Everything was published, some of it with warnings. */
  WARNINGS(4, 1),
  /** Another run holds a table or advanced it first. */
  FENCED(5, 3),
  /** State or history is gone; going on would lose rows. */
  GAP(6, 6);

  private final int code;
  private final int severity;

  ExitCode(int code, int severity) {
    this.code = code;
    this.severity = severity;
  }

  /** The number that the operating system sees. */
  public int code() {
    return code;
  }

  /**
   * The code of a number.
   *
   * @throws IllegalArgumentException for a number that is none
   */
  public static ExitCode of(int number) {
    return Arrays.stream(values())
        .filter(code -> code.code == number)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Unknown exit code: " + number));
  }

  /** Of two codes the one that a person should hear of first. */
  public ExitCode orWorse(ExitCode other) {
    return other.severity > severity ? other : this;
  }
}
