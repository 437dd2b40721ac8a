package io.ingot.etl.bronze.http.client;

import java.io.IOException;

/** A body is longer than allowed. */
final class TooLongException extends IOException {
  private static final long serialVersionUID = 1L;

  TooLongException() {
    super("too long");
  }
}
