package io.ingot.core.lineage;

import io.ingot.core.project.LineageTerms;
import io.ingot.core.project.Project;
import java.io.IOException;

/** Where events go, one JSON text each. */
interface EventSink extends AutoCloseable {
  /**
   * Takes one event.
   *
   * @throws IOException when it did not arrive; the message may be shown to a person
   */
  void accept(String event) throws IOException, InterruptedException;

  /** Where that is, for a person. */
  String place();

  @Override
  default void close() throws IOException {}

  /** The sink that a project declares, for the events of one run. */
  static EventSink of(LineageTerms terms, Project project, String run) {
    return terms.transport() == LineageTerms.Transport.HTTP
        ? new HttpSink(terms.endpoint().orElseThrow(), terms.token(), terms.timeout())
        : new FileSink(
            project.folder().resolve(terms.path().orElseThrow()).resolve(run + ".ndjson"));
  }
}
