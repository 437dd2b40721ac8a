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
  private final FilePlaces places;
  private final List<ContractChange> told = new ArrayList<>();

  /**
   * @param places of the newer file of the table
   */
  Differences(TableName table, FilePlaces places) {
    this.table = table;
    this.places = places;
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
    told.add(
        new ContractChange(table, effect, places.file(), places.line(List.of(path)), what, advice));
  }
}
