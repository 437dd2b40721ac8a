package io.ingot.core.error;

import java.util.Objects;

/**
 * A check refused a batch before its commit: nothing of it was published. Whoever judges may say
 * more of it by a kind of its own.
 */
public abstract non-sealed class GateException extends IngotException {
  private static final long serialVersionUID = 1L;

  private final String summary;

  /**
   * @param message for the person at the console, with examples of rows
   * @param summary the same without them
   */
  protected GateException(String message, String summary) {
    super(ExitCode.GATE_REFUSED, message, null);
    this.summary = Objects.requireNonNull(summary, "summary");
  }

  @Override
  public final String summary() {
    return summary;
  }
}
