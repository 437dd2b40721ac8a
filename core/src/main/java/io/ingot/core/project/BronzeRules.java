package io.ingot.core.project;

import java.util.Map;
import java.util.Optional;

/** A bronze table's source must go with a connection of {@code ingot.yml}. */
final class BronzeRules implements CrossChecks.Rules {
  private final Declared declared;
  private final Problems problems;

  BronzeRules(Declared declared, Problems problems) {
    this.declared = declared;
    this.problems = problems;
  }

  @Override
  public void judge(Draft draft) {
    draft
        .bound()
        .child("source")
        .ifPresent(
            source ->
                declared.connections().ifPresent(connections -> connection(source, connections)));
  }

  private void connection(Bound source, Map<String, Bound> connections) {
    Optional<String> name = source.at("connection", String.class);
    if (name.isEmpty()) {
      return;
    }
    Place place = source.child("connection").orElseThrow().place();
    Bound connection = connections.get(name.get());
    if (connection == null) {
      problems.add(
          place,
          "Unknown connection '"
              + name.get()
              + "'. "
              + Nearest.hint(name.get(), connections.keySet()));
      return;
    }
    Optional<String> wanted = source.as(Source.class).map(Source::connectionType);
    Optional<String> found = connection.as(Connection.class).map(Connection::type);
    if (wanted.isPresent() && found.isPresent() && !wanted.equals(found)) {
      problems.add(
          place,
          "Connection '"
              + name.get()
              + "' is of type "
              + found.get()
              + ", but this source needs "
              + wanted.get()
              + ". A jdbc source has a table, a files source a path, a rest source an endpoint, a"
              + " kafka source a topic.");
    }
  }
}
