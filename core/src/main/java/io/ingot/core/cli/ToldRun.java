package io.ingot.core.cli;

import io.ingot.core.lake.Lake;
import io.ingot.core.lineage.RunLineage;
import io.ingot.core.project.Project;
import io.ingot.core.run.Heard;
import io.ingot.core.run.Progress;
import io.ingot.core.run.RunRecord;
import io.ingot.core.watch.FreshWatch;
import io.ingot.core.watch.GuardedWatch;
import io.ingot.core.watch.MeasureLog;
import io.ingot.core.watch.RunWatch;
import io.ingot.core.watch.RunWatchProvider;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * All that is told how a run goes on: the person at the console, a lineage server if any, and those
 * whom job modules offer.
 */
record ToldRun(
    Progress progress,
    Optional<RunLineage> lineage,
    List<GuardedWatch> watches,
    MeasureLog measures,
    Consumer<String> notes)
    implements AutoCloseable {
  static ToldRun of(Project project, Lake lake, String run, Progress shown, Console console) {
    Optional<RunLineage> lineage = RunLineage.of(project, lake, run, console::note);
    List<GuardedWatch> watches =
        Stream.concat(
                Stream.of(new FreshWatch(project, lake, console::note)),
                ServiceLoader.load(RunWatchProvider.class).stream()
                    .flatMap(found -> offered(found.get(), project, lake, run, console).stream()))
            .map(watch -> new GuardedWatch(watch, console::note))
            .toList();
    List<Progress> all =
        Stream.of(
                Stream.of(shown),
                lineage.stream().map(Progress.class::cast),
                watches.stream().map(Progress.class::cast))
            .flatMap(heard -> heard)
            .toList();
    return new ToldRun(new Heard(all), lineage, watches, new MeasureLog(lake), console::note);
  }

  private static Optional<RunWatch> offered(
      RunWatchProvider provider, Project project, Lake lake, String run, Console console) {
    try {
      return provider.of(project, lake, run, console::note);
    } catch (RuntimeException e) {
      console.note("Not everybody who should hears of this run: " + e);
      return Optional.empty();
    }
  }

  /** The run is over: what it measured is kept, and whoever watches is told. */
  void ended(RunRecord record) {
    try {
      measures.keep(record);
    } catch (RuntimeException e) {
      notes.accept("What run " + record.run() + " measured could not be kept: " + e.getMessage());
    }
    watches.forEach(watch -> watch.ended(record));
  }

  @Override
  public void close() {
    watches.forEach(GuardedWatch::close);
    lineage.ifPresent(RunLineage::close);
  }
}
