package io.ingot.core.project;

import io.ingot.core.project.ContractChange.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Collects what differs about one table, with the places of the newer declaration. */
final class Differences {
  static final String REFUSES = "Rows may now be refused";

  private final TableName table;
  private final String file;
  private final Optional<Node.Mapping> declaration;
  private final List<ContractChange> told = new ArrayList<>();

  /**
   * @param declaration the newer file of the table; empty when there is none
   */
  Differences(TableName table, Optional<Node.Mapping> declaration) {
    this.table = table;
    this.file = table.layer().word() + "/" + table.name() + ".yml";
    this.declaration = declaration;
  }

  List<ContractChange> told() {
    return told;
  }

  /** A difference that breaks readers; the path of keys tells its place. */
  void breaking(String what, String advice, String... path) {
    tell(Effect.BREAKING, what, advice, path);
  }

  /** A difference that breaks none. */
  void compatible(String what, String advice, String... path) {
    tell(Effect.COMPATIBLE, what, advice, path);
  }

  /** Something that readers rely on and that must be as it was. */
  void same(String what, Object before, Object now, String advice, String... path) {
    if (!Objects.equals(before, now)) {
      breaking(what + " changed from " + words(before) + " to " + words(now), advice, path);
    }
  }

  static String words(Object value) {
    Object shown = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    return shown == null ? "nothing" : String.valueOf(shown);
  }

  private void tell(Effect effect, String what, String advice, String... path) {
    told.add(new ContractChange(table, effect, file, line(path), what, advice));
  }

  /** The line of the last key of the path that is there. */
  private int line(String... path) {
    int line = 1;
    Node node = declaration.orElse(null);
    for (String key : path) {
      if (!(node instanceof Node.Mapping mapping) || !mapping.entries().containsKey(key)) {
        return line;
      }
      Node.Entry entry = mapping.entries().get(key);
      line = entry.place().line();
      node = entry.value();
    }
    return line;
  }
}
