package io.ingot.core.error;

/** Why a source failed, as far as it decides whether asking again can help. */
public enum Fault {
  /** It will fail again: wrong address, wrong login, wrong data. */
  LASTING,
  /** It could not be reached, or the connection broke. */
  CONNECTION,
  /** It did not answer in time. */
  TIMEOUT,
  /** It asks for patience: too many connections or requests, a deadlock. */
  BUSY,
  /** It failed inside. */
  SERVER
}
