package io.ingot.core.project;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Freshness and volumes: calendars that are there, columns that tell a time. */
final class FreshRules implements CrossChecks.Rules {
  /** Columns that Ingot adds to silver tables and that tell a time. */
  private static final Set<String> ADDED_TIMES = Set.of("_extracted_at", "_valid_from");

  private final Declared declared;
  private final Problems problems;

  FreshRules(Declared declared, Problems problems) {
    this.declared = declared;
    this.problems = problems;
  }

  @Override
  public void judge(Draft draft) {
    Optional<Bound> fresh = draft.bound().child("fresh");
    fresh.ifPresent(this::calendar);
    fresh
        .flatMap(terms -> terms.child("by"))
        .ifPresent(by -> declared.columns(draft.name()).ifPresent(columns -> time(by, columns)));
    checks(draft.bound());
  }

  /** Judges the volumes among the checks of a table or of a suite. */
  void checks(Bound declaring) {
    for (Bound check : declaring.below("checks")) {
      if (check.child("volume").isPresent()) {
        calendar(check);
        check
            .below("volume")
            .forEach(day -> ColumnRules.range(day, "min", "max", Long.class, problems));
      }
    }
  }

  private void time(Bound by, Columns columns) {
    if (by.as(String.class).filter(ADDED_TIMES::contains).isPresent()) {
      return;
    }
    columns.requireDeclared(by, problems);
    by.as(String.class)
        .flatMap(columns::type)
        .ifPresent(type -> TypeNeed.TIME.judge("by", type, by.place(), problems));
  }

  private void calendar(Bound terms) {
    Optional<Bound> named = terms.child("calendar");
    named
        .flatMap(name -> name.as(String.class))
        .ifPresent(
            name ->
                declared
                    .calendars()
                    .map(Map::keySet)
                    .filter(known -> !known.contains(name))
                    .ifPresent(
                        known ->
                            problems.add(
                                named.orElseThrow().place(),
                                "Unknown calendar '"
                                    + name
                                    + "'. "
                                    + Nearest.hint(name, known)
                                    + " Calendars are declared in ingot.yml.")));
  }
}
