package io.ingot.tests.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** An application as it stands in the cluster when the operator is about to submit it. */
final class Runs {
  /** As operators name them, by chance; here always the same. */
  static final String SUBMISSION = "6b6f6d6d-656e-4f6e-9c79-6e6f7465730a";

  private static final Instant NIGHT = Instant.parse("2026-11-22T02:00:00Z");

  private Runs() {}

  static Manifest of(Manifest application) {
    Manifest run =
        OperatorRules.complete(
            application.isScheduled() ? OperatorRules.run(application, NIGHT) : application);
    ((ObjectNode) run.at("/metadata")).put("uid", "1f0c9d2e-0000-4000-8000-000000000000");
    return run;
  }
}
