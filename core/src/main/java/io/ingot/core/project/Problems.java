package io.ingot.core.project;

import java.util.ArrayList;
import java.util.List;

/** The mistakes found so far; reading goes on after each, so that all are told at once. */
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  void add(Place place, String message) {
    found.add(new Problem(place.file(), place.line(), place.column(), message));
  }

  /** The mistakes, each once, with looked-up values put back to the references they came from. */
  List<Problem> told(References references) {
    return found.stream()
        .map(
            problem ->
                new Problem(
                    problem.file(),
                    problem.line(),
                    problem.column(),
                    references.hide(problem.message())))
        .distinct()
        .toList();
  }
}
