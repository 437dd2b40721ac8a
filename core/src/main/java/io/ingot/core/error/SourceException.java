package io.ingot.core.error;

/** A source did not give what was asked of it; the same run may succeed later. */
public final class SourceException extends IngotException {
  private static final long serialVersionUID = 1L;

  public SourceException(String message) {
    this(message, null);
  }

  public SourceException(String message, Throwable cause) {
    super(ExitCode.CRASH, message, cause);
  }
}
