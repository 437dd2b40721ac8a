package io.ingot.quality.alert;

/** Hands a message over. */
interface Courier {
  /** One attempt, which takes no longer than its timeouts. */
  Delivery carry(Message message) throws InterruptedException;
}
