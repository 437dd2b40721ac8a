package io.ingot.core.error;

import java.util.Objects;

/** A source did not give what was asked of it; the same run may succeed later. */
public final class SourceException extends IngotException {
  private static final long serialVersionUID = 1L;

  private final String summary;
  private final Fault fault;

  public SourceException(String message) {
    this(message, message, null);
  }

  public SourceException(String message, Throwable cause) {
    this(message, message, cause);
  }

  /**
   * @param message for the person at the console; may repeat what the source said
   * @param summary without the source's own words, which can hold values of rows
   */
  public SourceException(String message, String summary, Throwable cause) {
    this(Fault.LASTING, message, summary, cause);
  }

  /**
   * @param fault why, as far as it decides whether asking again can help
   * @param message for the person at the console; may repeat what the source said
   * @param summary without the source's own words, which can hold values of rows
   */
  public SourceException(Fault fault, String message, String summary, Throwable cause) {
    super(ExitCode.CRASH, message, cause);
    this.fault = Objects.requireNonNull(fault, "fault");
    this.summary = Objects.requireNonNull(summary, "summary");
  }

  /** Why it failed, as far as it decides whether asking again can help. */
  public Fault fault() {
    return fault;
  }

  @Override
  public String summary() {
    return summary;
  }
}
