package io.ingot.etl.bronze.files;

import io.ingot.core.batch.SourceFile;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A file that is set aside as a whole.
 *
 * @param reason without values of rows
 */
record Damage(SourceFile file, Flaw flaw, String reason) implements Serializable {
  private static final int NAMED = 5;

  Damage {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(flaw, "flaw");
    Objects.requireNonNull(reason, "reason");
  }

  static Damage of(SourceFile file, DamagedFile found) {
    return new Damage(file, found.flaw(), found.getMessage());
  }

  /** The first few, for a message. */
  static String describe(List<Damage> damages) {
    String named =
        damages.stream()
            .limit(NAMED)
            .map(damage -> damage.file().path() + " (" + damage.reason() + ")")
            .collect(Collectors.joining(", "));
    return damages.size() > NAMED ? named + " and " + (damages.size() - NAMED) + " more" : named;
  }
}
