package io.ingot.core.project;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The services of a folder {@code services}: their features and labels are there. */
final class ServiceRules {
  private static final Set<Layer> LABELLED = Set.of(Layer.SILVER, Layer.GOLD);

  private final Declared declared;
  private final Problems problems;

  ServiceRules(Declared declared, Problems problems) {
    this.declared = declared;
    this.problems = problems;
  }

  void judge(Bound service) {
    service
        .below("features")
        .forEach(named -> named.as(FeatureRef.class).ifPresent(ref -> feature(ref, named.place())));
    service
        .child("training")
        .flatMap(training -> training.child("labels"))
        .flatMap(labels -> labels.child("from"))
        .ifPresent(
            from ->
                from.as(TableName.class)
                    .ifPresent(table -> declared.require(table, LABELLED, from.place(), problems)));
  }

  private void feature(FeatureRef ref, Place place) {
    Optional<Draft> view = declared.require(ref.table(), Set.of(Layer.FEATURES), place, problems);
    view.flatMap(draft -> draft.bound().as(FeatureView.class))
        .map(FeatureView::outputs)
        .filter(outputs -> !ref.isAll() && !outputs.contains(ref.feature()))
        .ifPresent(outputs -> unknown(ref, outputs, place));
  }

  private void unknown(FeatureRef ref, List<String> outputs, Place place) {
    problems.add(
        place,
        "Unknown feature '"
            + ref.feature()
            + "' of "
            + ref.table()
            + ". "
            + Nearest.hint(ref.feature(), outputs));
  }
}
