package io.ingot.tests.bench;

/** A contestant broke down or came to another result; no time is worth printing then. */
final class BenchFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BenchFailure(String message) {
    super(message);
  }
}
