package io.ingot.core.error;

import java.util.Objects;

/** A check refused a batch before its commit: nothing of it was published. */
public final class GateException extends IngotException {
  private static final long serialVersionUID = 1L;

  private final String summary;

  /**
   * @param message for the person at the console, with examples of rows
   * @param summary the same without them
   */
  public GateException(String message, String summary) {
    super(ExitCode.GATE_REFUSED, message, null);
    this.summary = Objects.requireNonNull(summary, "summary");
  }

  @Override
  public String summary() {
    return summary;
  }
}
