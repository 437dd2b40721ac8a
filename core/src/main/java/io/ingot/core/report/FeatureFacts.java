package io.ingot.core.report;

import io.ingot.core.project.Feature;
import io.ingot.core.project.FeatureTerms;
import io.ingot.core.project.FeatureView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts what a feature view's file says of it into words. */
final class FeatureFacts {
  private FeatureFacts() {}

  /** Of the view as a whole, as pairs of words. */
  static Map<String, String> of(FeatureView view) {
    Map<String, String> facts = new LinkedHashMap<>();
    view.deprecated().ifPresent(why -> facts.put("Deprecated", why));
    facts.put("Entity", String.join(", ", view.entity().keySet()));
    view.owner().ifPresent(owner -> facts.put("Owner", owner));
    facts.put("Event time", view.eventTime());
    facts.put("Known time", view.knownTime());
    if (view.aggregates()) {
      facts.put("Grain", view.grain().word() + ", rows of " + view.rows().word());
    }
    facts.put("Valid for", view.ttl().map(Feature::length).orElse("ever"));
    view.online()
        .ifPresent(
            online ->
                facts.put(
                    "Served online",
                    "by "
                        + online.connection()
                        + online
                            .ttl()
                            .or(view::ttl)
                            .map(ttl -> " for " + Feature.length(ttl))
                            .orElse("")));
    return facts;
  }

  /** Of one of its columns; nothing of one that is no feature's. */
  static List<String> column(String name, FeatureView view) {
    List<String> words = new ArrayList<>();
    view.features()
        .forEach(
            (feature, declared) -> {
              if (declared.outputs(feature).contains(name)) {
                FeatureTerms terms = declared.terms();
                words.add(declared.meaning());
                terms.description().ifPresent(words::add);
                terms.unit().ifPresent(unit -> words.add("in " + unit));
                terms.deprecated().ifPresent(why -> words.add("deprecated: " + why));
              }
            });
    return words;
  }
}
