package io.ingot.etl.upkeep;

import io.ingot.core.batch.Json;
import io.ingot.core.lake.LakeFiles;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.TableName;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * When tables were seen to last, below {@code _ingot/upkeep}. A mark that is lost makes its table
 * be seen to sooner, and nothing else.
 */
final class Marks {
  private final LakeFiles files;
  private final TableName table;
  private final TableState state;

  Marks(LakeFiles files, TableName table, TableState state) {
    this.files = files;
    this.table = table;
    this.state = state;
  }

  Mark now() {
    return files
        .read(file())
        .flatMap(Marks::parsed)
        .filter(mark -> mark.tableId().equals(state.tableId()))
        .orElseGet(() -> Mark.never(state));
  }

  void set(UnaryOperator<Mark> change) {
    files.put(file(), Json.pretty(change.apply(now())));
  }

  private static Optional<Mark> parsed(String text) {
    try {
      return Optional.of(Json.read(text, Mark.class));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private String file() {
    return "upkeep/" + table + ".json";
  }
}
