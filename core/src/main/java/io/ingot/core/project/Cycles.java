package io.ingot.core.project;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds tables that depend on themselves. */
final class Cycles {
  private final Declared declared;
  private final Problems problems;
  private final Set<TableName> finished = new HashSet<>();
  private final List<TableName> chain = new ArrayList<>();

  Cycles(Declared declared, Problems problems) {
    this.declared = declared;
    this.problems = problems;
  }

  void tell() {
    declared.tables().keySet().forEach(this::visit);
  }

  private void visit(TableName table) {
    Draft draft = declared.tables().get(table);
    if (draft == null || finished.contains(table)) {
      return;
    }
    chain.add(table);
    for (Map.Entry<TableName, Place> input : draft.inputs().entrySet()) {
      int start = chain.indexOf(input.getKey());
      if (start < 0) {
        visit(input.getKey());
      } else {
        tell(chain.subList(start, chain.size()), input);
      }
    }
    chain.remove(chain.size() - 1);
    finished.add(table);
  }

  private void tell(List<TableName> circle, Map.Entry<TableName, Place> closing) {
    problems.add(
        closing.getValue(),
        "Tables depend on each other in a circle: "
            + circle.stream().map(TableName::toString).collect(Collectors.joining(" -> "))
            + " -> "
            + closing.getKey()
            + ". Take one of them out of the chain.");
  }
}
