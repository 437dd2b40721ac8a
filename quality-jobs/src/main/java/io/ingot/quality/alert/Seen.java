package io.ingot.quality.alert;

import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * All that a run, or a call that looks at tables, has to say.
 *
 * @param run the run's id; empty for a call that is none
 * @param at when
 * @param wrong what is wrong
 * @param looked what was looked at
 * @param skipped tables that were not begun because of what is wrong
 */
record Seen(
    Optional<String> run,
    Instant at,
    List<Notice> wrong,
    Set<Looked> looked,
    List<TableName> skipped) {
  Seen {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(at, "at");
    wrong = List.copyOf(wrong);
    looked = Set.copyOf(looked);
    skipped = List.copyOf(skipped);
  }
}
