package io.ingot.tests.cluster;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The traps that users of the operator fall into and that a manifest shows. Each rule has the
 * number of its trap; those of traps 2 and 12 are missing, for they are a matter of what lives in
 * the cluster at the time: a changed schedule fires once at its old time, and an application that
 * is deleted while its pods start leaves them without the webhook.
 */
final class ManifestLint {
  private ManifestLint() {}

  /** A trap and how it is seen. */
  record Rule(int trap, String name, Function<ManifestSet, Stream<Fault>> look) {
    /** A rule that looks at one application after the other. */
    static Rule ofEach(int trap, String name, Function<Manifest, Stream<String>> look) {
      return new Rule(
          trap,
          name,
          set ->
              set.applications()
                  .flatMap(
                      application ->
                          look.apply(application)
                              .map(message -> new Fault(trap, application.toString(), message))));
    }
  }

  /** What is wrong, and where. */
  record Fault(int trap, String where, String message) {
    @Override
    public String toString() {
      return where + ": " + message + " (trap " + trap + ")";
    }
  }

  static List<Rule> rules() {
    return Stream.of(ApplicationRules.all(), PodRules.all(), SettingRules.all())
        .flatMap(List::stream)
        .toList();
  }

  static List<Fault> faults(ManifestSet set) {
    return rules().stream().flatMap(rule -> rule.look().apply(set)).toList();
  }
}
