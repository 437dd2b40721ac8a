package io.ingot.core.cli;

import io.ingot.core.error.ProjectException;
import java.util.Objects;
import java.util.Optional;

/**
 * What a verb that changes state by hand was told.
 *
 * @param from where a window begins
 * @param to where it ends, or the position to go to
 * @param why the reason, in the user's words
 * @param who the user's name, where it is not the one that the process runs by
 * @param consent whether it is to be done, and not only shown
 * @param rows which refused rows it is about
 */
record Order(
    Optional<String> from,
    Optional<String> to,
    Optional<String> why,
    Optional<String> who,
    Consent consent,
    RowWords rows) {
  Order {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(who, "who");
    Objects.requireNonNull(consent, "consent");
    Objects.requireNonNull(rows, "rows");
  }

  static Order nothingSaid() {
    return new Order(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Consent.ASKED_FOR,
        RowWords.nothingSaid());
  }

  Order from(String said) {
    return new Order(Optional.of(said), to, why, who, consent, rows);
  }

  Order to(String said) {
    return new Order(from, Optional.of(said), why, who, consent, rows);
  }

  Order why(String said) {
    return new Order(from, to, Optional.of(said), who, consent, rows);
  }

  Order who(String said) {
    return new Order(from, to, why, Optional.of(said), consent, rows);
  }

  Order agreed() {
    return new Order(from, to, why, who, Consent.GIVEN, rows);
  }

  Order rule(String said) {
    return rows(rows.rule(said));
  }

  Order column(String said) {
    return rows(rows.column(said));
  }

  Order batch(long said) {
    return rows(rows.batch(said));
  }

  Order id(String said) {
    return rows(rows.id(said));
  }

  Order everything() {
    return rows(rows.everything());
  }

  Order limit(int said) {
    return rows(rows.limit(said));
  }

  private Order rows(RowWords said) {
    return new Order(from, to, why, who, consent, said);
  }

  /** The user who gives it. */
  String user() {
    return who.orElseGet(() -> System.getProperty("user.name"));
  }

  /**
   * A word that the verb cannot do without.
   *
   * @param option its name on the command line
   * @throws ProjectException when it was not said, or holds nothing
   */
  static String require(Optional<String> said, String option) {
    return said.filter(text -> !text.isBlank())
        .orElseThrow(() -> new ProjectException("Say " + option + " too; see 'ingot help'."));
  }

  /** Whether the user agreed to what would be done. */
  enum Consent {
    ASKED_FOR,
    GIVEN
  }
}
