package io.ingot.etl.upkeep;

import io.ingot.core.batch.Plans;
import io.ingot.core.lake.LakeFiles;
import java.util.List;
import java.util.stream.Stream;

/** What dead runs left below {@code _ingot}: staged rows, and plans of batches long past. */
final class Leftovers {
  private final Cared table;

  Leftovers(Cared table) {
    this.table = table;
  }

  /** To be asked while the table is held, since a run that lives stages too. */
  List<Chore> chores() {
    LakeFiles files = table.lake().files();
    List<String> left =
        Stream.concat(
                table.lake().staging(table.name(), 0, "upkeep").leftovers().stream(),
                new Plans(table.lake()).outdated(table.name(), table.state()).stream())
            .toList();
    if (left.isEmpty()) {
      return List.of();
    }
    Task planned =
        new Task(
            table.name(),
            Task.Kind.LEFTOVERS,
            Task.State.DUE,
            "staged rows and plans of runs that are over",
            left.size(),
            0,
            0);
    return List.of(
        new Chore(
            planned,
            () -> {
              left.forEach(files::delete);
              return planned.done();
            }));
  }
}
