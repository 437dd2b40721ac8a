package io.ingot.etl.upkeep;

import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeUpkeep;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.project.UpkeepTerms;
import java.time.Instant;
import java.util.Objects;

/**
 * A table that is seen to.
 *
 * @param name the table, or the quarantine of one
 * @param declared the table whose declaration and whose lease it goes by
 * @param now when this upkeep began
 */
record Cared(TableName name, Table declared, Project project, Lake lake, Instant now) {
  Cared {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(declared, "declared");
    Objects.requireNonNull(project, "project");
    Objects.requireNonNull(lake, "lake");
    Objects.requireNonNull(now, "now");
  }

  UpkeepTerms terms() {
    UpkeepTerms terms = project.upkeep(declared);
    return isQuarantine() ? terms.unordered() : terms;
  }

  boolean isQuarantine() {
    return !name.equals(declared.name());
  }

  TableState state() {
    return lake.table(name).state();
  }

  LakeUpkeep files() {
    return lake.upkeep(name);
  }

  Marks marks() {
    return new Marks(lake.files(), name, state());
  }

  Task task(Task.Kind kind, Task.State state, String reason) {
    return Task.of(name, kind, state, reason);
  }
}
