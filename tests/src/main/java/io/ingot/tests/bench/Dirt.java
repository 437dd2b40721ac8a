package io.ingot.tests.bench;

/** The ways in which a generated row is wrong; a dirty row breaks exactly one rule. */
enum Dirt {
  /** {@code amount} is not a number. */
  WORD_FOR_AMOUNT,
  /** {@code amount} is below zero. */
  NEGATIVE_AMOUNT,
  /** {@code user_id} is missing. */
  NO_USER,
  /** {@code event_time} is a day that no calendar has. */
  IMPOSSIBLE_DATE,
  /** {@code event_type} is a word that the contract does not know. */
  UNKNOWN_TYPE
}
