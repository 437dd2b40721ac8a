package io.ingot.core.error;

/** Another run advanced the table, or holds it: this one changed nothing. */
public final class FencedException extends IngotException {
  private static final long serialVersionUID = 1L;

  public FencedException(String message) {
    this(message, null);
  }

  public FencedException(String message, Throwable cause) {
    super(ExitCode.FENCED, message, cause);
  }
}
