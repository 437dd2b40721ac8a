package io.ingot.core.project;

import java.time.Duration;

/** How long a table's quarantine keeps what it no longer needs. */
@Doc("How a table's quarantine is kept")
public record QuarantineTerms(
    @Doc("How long a closed row keeps its record; 30d unless said. Open rows keep theirs.")
        Duration keep) {
  public QuarantineTerms {
    keep = keep == null ? Duration.ofDays(30) : keep;
  }

  static QuarantineTerms usual() {
    return new QuarantineTerms(null);
  }
}
