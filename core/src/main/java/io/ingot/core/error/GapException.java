package io.ingot.core.error;

/** State or history that the next batch builds on is gone; an operator has to decide. */
public final class GapException extends IngotException {
  private static final long serialVersionUID = 1L;

  public GapException(String message) {
    this(message, null);
  }

  public GapException(String message, Throwable cause) {
    super(ExitCode.GAP, message, cause);
  }
}
