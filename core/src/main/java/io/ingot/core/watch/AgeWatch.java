package io.ingot.core.watch;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * Hears how old tables are whenever that is measured; found by {@link ServiceLoader}. What it
 * throws is told as a note and harms nobody.
 */
public interface AgeWatch {
  /**
   * Hears it.
   *
   * @param ages of tables that declare how old they may be, those that are fresh among them
   * @param notes takes what a person should know, a line at a time
   */
  void measured(Project project, Lake lake, List<Freshness> ages, Consumer<String> notes);

  /** Tells everyone who listens. */
  static void tell(Project project, Lake lake, List<Freshness> ages, Consumer<String> notes) {
    for (AgeWatch watch : ServiceLoader.load(AgeWatch.class)) {
      try {
        watch.measured(project, lake, ages, notes);
      } catch (RuntimeException e) {
        notes.accept("Not everybody who should hears how old tables are: " + e);
      }
    }
  }
}
