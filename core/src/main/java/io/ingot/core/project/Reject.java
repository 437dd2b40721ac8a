package io.ingot.core.project;

import java.util.Objects;
import java.util.Optional;

/** How large a share of a batch may be quarantined before it warns or is refused. */
@Doc("How large a share of a batch may be quarantined, such as 1%")
public record Reject(
    @Doc("Share above which the run warns (exit 4)") Optional<Share> warn,
    @Doc("Share above which the batch is refused (exit 3)") Optional<Share> fail) {
  public Reject {
    Objects.requireNonNull(warn, "warn");
    Objects.requireNonNull(fail, "fail");
  }

  /** No limit: every refused row is kept and counted, none stops the batch. */
  public static Reject none() {
    return new Reject(Optional.empty(), Optional.empty());
  }
}
