package io.ingot.etl.bronze.files;

import java.io.IOException;

/** A file that holds something else than it should; the message is the reason, without values. */
final class DamagedFile extends IOException {
  private static final long serialVersionUID = 1L;

  private final Flaw flaw;

  DamagedFile(Flaw flaw, String reason) {
    super(reason);
    this.flaw = flaw;
  }

  DamagedFile(Flaw flaw, String reason, Throwable cause) {
    super(reason, cause);
    this.flaw = flaw;
  }

  Flaw flaw() {
    return flaw;
  }
}
