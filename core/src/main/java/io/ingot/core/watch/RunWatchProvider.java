package io.ingot.core.watch;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import java.util.Optional;
import java.util.function.Consumer;

/** Offers someone who hears of runs; found by {@link java.util.ServiceLoader}. */
public interface RunWatchProvider {
  /**
   * Who hears of a run; empty where the project asks for nothing of this kind.
   *
   * @param run the run's id
   * @param notes takes what a person should know, a line at a time
   */
  Optional<RunWatch> of(Project project, Lake lake, String run, Consumer<String> notes);
}
