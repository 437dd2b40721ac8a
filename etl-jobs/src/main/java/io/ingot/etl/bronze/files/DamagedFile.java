package io.ingot.etl.bronze.files;

import java.io.IOException;

/** A file that holds something else than it should; the message is the reason, without values. */
final class DamagedFile extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedFile(String reason) {
    super(reason);
  }

  DamagedFile(String reason, Throwable cause) {
    super(reason, cause);
  }
}
