package io.ingot.features.training;

import io.ingot.core.project.Service;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Digests of declarations, as far as they decide the rows of a training set. They are of the
 * declarations' texts with all terms that this Ingot knows: one that knows a further term calls a
 * service changed, which is safe, as what it reads into the old declaration may be another thing.
 */
final class Definitions {
  private Definitions() {}

  /** Of a service: what it takes, and how its training sets are made; 16 hexadecimal digits. */
  static String of(Service service) {
    String meaning = service.features() + "\n" + service.training();
    return HexFormat.of()
        .formatHex(FileDigest.digest().digest(meaning.getBytes(StandardCharsets.UTF_8)), 0, 8);
  }
}
