package io.ingot.core.project;

import java.util.Map;

/** Judges what the files say of each other. */
final class CrossChecks {
  private final Declared declared;
  private final Problems problems;

  CrossChecks(Declared declared, Problems problems) {
    this.declared = declared;
    this.problems = problems;
  }

  /** What the tables of one layer must agree with. */
  interface Rules {
    void judge(Draft draft);
  }

  void run() {
    Map<Layer, Rules> rules =
        Map.of(
            Layer.BRONZE, new BronzeRules(declared, problems),
            Layer.SILVER, new SilverRules(declared, problems),
            Layer.GOLD, new GoldRules(declared, problems),
            Layer.FEATURES, new FeatureRules(declared, problems));
    CheckRules checks = new CheckRules(declared, problems);
    for (Draft draft : declared.tables().values()) {
      rules.get(draft.name().layer()).judge(draft);
      checks.judge(draft);
    }
    new Cycles(declared, problems).tell();
  }
}
