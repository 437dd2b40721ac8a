package io.ingot.core.batch;

import io.ingot.core.error.GateException;
import java.util.List;

/** A batch that its gates refused, with what each of them said. */
public final class RefusedBatchException extends GateException {
  private static final long serialVersionUID = 1L;

  private final transient List<Verdict> verdicts;

  RefusedBatchException(String message, String summary, List<Verdict> verdicts) {
    super(message, summary);
    this.verdicts = List.copyOf(verdicts);
  }

  /** Of every check that was judged, those that passed among them; none after serialization. */
  public List<Verdict> verdicts() {
    return verdicts == null ? List.of() : verdicts;
  }
}
