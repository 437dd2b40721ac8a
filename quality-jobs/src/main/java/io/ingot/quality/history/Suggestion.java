package io.ingot.quality.history;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A check that a table's rows suggest.
 *
 * @param kind its first key, such as {@code complete}
 * @param column that it is about
 * @param terms its other keys, as YAML
 * @param evidence what was counted, in words without a value of any row
 */
record Suggestion(String kind, String column, List<String> terms, String evidence) {
  Suggestion {
    terms = List.copyOf(terms);
  }

  /** As an item of {@code checks:}. */
  String yaml() {
    String about = kind.equals("unique") ? "[" + Quoted.yaml(column) + "]" : Quoted.yaml(column);
    String check = kind + ": " + about;
    return "- "
        + (terms.isEmpty() && !kind.equals("unique")
            ? check
            : "{"
                + check
                + terms.stream().map(term -> ", " + term).collect(Collectors.joining())
                + "}");
  }
}
