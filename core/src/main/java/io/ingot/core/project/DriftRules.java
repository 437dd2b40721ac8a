package io.ingot.core.project;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a table says of drift: columns that are there, and that the method knows. */
final class DriftRules implements CrossChecks.Rules {
  private static final Map<Drift.Method, TypeNeed> NEEDS =
      Map.of(
          Drift.Method.PSI, TypeNeed.MEASURED,
          Drift.Method.KS, TypeNeed.MEASURED,
          Drift.Method.CATEGORY, TypeNeed.SIMPLE);

  private final Declared declared;
  private final Problems problems;

  DriftRules(Declared declared, Problems problems) {
    this.declared = declared;
    this.problems = problems;
  }

  @Override
  public void judge(Draft draft) {
    Set<String> watched = new HashSet<>();
    Optional<Columns> columns = declared.columns(draft.name());
    for (Bound drift : draft.bound().below("drift")) {
      Drift.Method method = drift.at("method", Drift.Method.class).orElse(Drift.Method.PSI);
      Collection<Bound> named = drift.below("columns");
      for (Bound column : named) {
        once(watched, method, column.as(String.class), column.place());
        columns.ifPresent(known -> column(method, column, known, draft));
      }
      if (named.isEmpty()) {
        once(watched, method, Optional.of("all columns"), drift.place());
      }
      columns.ifPresent(known -> drift.child("by").ifPresent(by -> time(by, known)));
    }
  }

  private void once(
      Set<String> watched, Drift.Method method, Optional<String> column, Place place) {
    column
        .map(name -> method.word() + " of " + name)
        .filter(words -> !watched.add(words.toLowerCase(Locale.ROOT)))
        .ifPresent(words -> problems.add(place, "Twice " + words + ". Remove one."));
  }

  private void column(Drift.Method method, Bound column, Columns columns, Draft draft) {
    columns.requireReadable(column, problems);
    column
        .as(String.class)
        .flatMap(columns::type)
        .ifPresent(type -> NEEDS.get(method).judge(method.word(), type, column.place(), problems));
    column
        .as(String.class)
        .filter(name -> method != Drift.Method.CATEGORY && isPersonal(name, draft))
        .ifPresent(
            name ->
                problems.add(
                    column.place(),
                    method.word()
                        + " keeps limits between bins, which are values of '"
                        + name
                        + "', and that is personal. Use method category, which keeps"
                        + " fingerprints."));
  }

  private static boolean isPersonal(String name, Draft draft) {
    return draft
        .bound()
        .child("columns")
        .flatMap(columns -> columns.child(name))
        .flatMap(contract -> contract.at("personal", Boolean.class))
        .orElse(false);
  }

  private void time(Bound by, Columns columns) {
    columns.requireReadable(by, problems);
    by.as(String.class)
        .flatMap(columns::type)
        .ifPresent(type -> TypeNeed.TIME.judge("by", type, by.place(), problems));
  }
}
