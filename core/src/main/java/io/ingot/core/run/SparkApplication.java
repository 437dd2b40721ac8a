package io.ingot.core.run;

import io.ingot.core.lake.EventLogFolder;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * The Spark application that did a run's work.
 *
 * @param id which Spark gave it; the history server knows it by this
 * @param logged whether it wrote an event log, so that its pages can be seen when it is over
 * @param page the address of its page in the project's history server, where one is declared
 */
public record SparkApplication(String id, boolean logged, Optional<URI> page) {
  public SparkApplication {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(page, "page");
  }

  /** The one that works on a lake right now. */
  public static SparkApplication of(Project project, Lake lake) {
    String id = lake.spark().sparkContext().applicationId();
    boolean logged = lake.spark().sparkContext().isEventLogEnabled();
    return new SparkApplication(
        id,
        logged,
        project
            .platform()
            .history()
            .server()
            .filter(server -> logged)
            .map(server -> EventLogFolder.page(URI.create(server), id)));
  }
}
