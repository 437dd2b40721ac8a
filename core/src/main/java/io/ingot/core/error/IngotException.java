package io.ingot.core.error;

/**
 * A failure that has a known reaction. The message says what could not be done, why with the values
 * at hand, and what to do; it never holds a secret or a row's personal data.
 */
public abstract sealed class IngotException extends RuntimeException
    permits ProjectException, SourceException, GateException, FencedException, GapException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  IngotException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The failure without any value of a row, for records that are kept. */
  public String summary() {
    return getMessage();
  }

  /** The code that the process ends with when this failure is the worst of a run. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
