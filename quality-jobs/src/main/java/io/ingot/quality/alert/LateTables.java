package io.ingot.quality.alert;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Channel.Trouble;
import io.ingot.core.project.Project;
import io.ingot.core.watch.AgeWatch;
import io.ingot.core.watch.Freshness;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Tells a project's channels of tables that are older than they may be. */
public final class LateTables implements AgeWatch {
  /** For {@link java.util.ServiceLoader}. */
  public LateTables() {}

  @Override
  public void measured(Project project, Lake lake, List<Freshness> ages, Consumer<String> notes) {
    Notifier.of(project, lake, "fresh", notes)
        .tell(
            ages.stream().filter(Freshness::isLate).map(LateTables::notice).toList(),
            ages.stream()
                .map(age -> new Looked(age.table(), Trouble.LATE))
                .collect(Collectors.toSet()));
  }

  private static Notice notice(Freshness age) {
    return Notice.late(
        age.table(),
        age.since().isEmpty() ? "without any row" : age.ageInWords() + " old",
        "within " + Freshness.words(age.wanted().orElseThrow().within()));
  }
}
