package io.ingot.core.project;

import java.util.Collection;
import java.util.List;
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

  /** Judges every table, and the suites and services that are declared beside them. */
  void run(Collection<Bound> suites, Collection<Bound> services) {
    Map<Layer, Rules> rules =
        Map.of(
            Layer.BRONZE, new BronzeRules(declared, problems),
            Layer.SILVER, new SilverRules(declared, problems),
            Layer.GOLD, new GoldRules(declared, problems),
            Layer.FEATURES, new FeatureRules(declared, problems));
    FreshRules fresh = new FreshRules(declared, problems);
    List<Rules> ofAll =
        List.of(new CheckRules(declared, problems), fresh, new DriftRules(declared, problems));
    for (Draft draft : declared.tables().values()) {
      rules.get(draft.name().layer()).judge(draft);
      ofAll.forEach(each -> each.judge(draft));
    }
    SuiteRules beside = new SuiteRules(declared, problems);
    suites.forEach(beside::judge);
    suites.forEach(fresh::checks);
    ServiceRules served = new ServiceRules(declared, problems);
    services.forEach(served::judge);
    new Cycles(declared, problems).tell();
  }
}
