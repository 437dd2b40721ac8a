package io.ingot.features.online;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Connection;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Eraser;
import io.ingot.core.run.Subject;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes a subject out of the online store: the hashes of every entity that has it as a key or as
 * one of several, under every name that the project is or was served by.
 */
public final class OnlineEraser implements Eraser {
  /** For {@link java.util.ServiceLoader}. */
  public OnlineEraser() {}

  @Override
  public String place() {
    return "online store";
  }

  @Override
  public long count(Project project, Lake lake, Subject subject) {
    return each(project, subject, (redis, keys) -> {});
  }

  @Override
  public long erase(Project project, Lake lake, Subject subject) {
    return each(
        project,
        subject,
        (redis, keys) -> keys.forEach(key -> redis.ask(client -> client.unlink(key))));
  }

  private static long each(Project project, Subject subject, Work work) {
    Set<String> types = types(project, subject);
    long entities = 0;
    // A view that is served no more left its values, and perhaps no declaration.
    for (String connection : connections(project)) {
      try (Redis redis = Redis.open(RedisTerms.of(project, connection))) {
        for (String type : types) {
          List<byte[]> keys = keys(redis, project, new SubjectKey(subject, type));
          work.take(redis, keys);
          entities += keys.size();
        }
      }
    }
    return entities;
  }

  private static List<String> connections(Project project) {
    return project.connections().entrySet().stream()
        .filter(connection -> connection.getValue() instanceof Connection.Redis)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The types that the subject's column has or may have had; none where only a table is meant. */
  private static Set<String> types(Project project, Subject subject) {
    Set<String> types = new TreeSet<>();
    if (subject.table().isEmpty() || isView(project, subject.table().get())) {
      types.addAll(SubjectKey.TYPES);
    }
    OnlineViews.of(project).values().stream()
        .flatMap(List::stream)
        .filter(view -> subject.table().isEmpty() || subject.table().get().equals(view.name()))
        .filter(view -> view.entity().containsKey(subject.column()))
        .map(view -> SubjectKey.type(view.entity().get(subject.column())))
        .forEach(types::add);
    return types;
  }

  private static boolean isView(Project project, TableName table) {
    return project.tables().get(table) instanceof FeatureView;
  }

  private static List<byte[]> keys(Redis redis, Project project, SubjectKey subject) {
    Set<ByteBuffer> found = new HashSet<>();
    subject
        .pattern()
        .ifPresent(
            pattern ->
                redis.scan(
                    pattern,
                    keys -> {
                      keys.stream()
                          .filter(key -> EntityKey.of(key).filter(subject::isOf).isPresent())
                          .filter(
                              key ->
                                  ServingName.isOf(
                                      project.name(), EntityKey.of(key).orElseThrow().served()))
                          .map(ByteBuffer::wrap)
                          .forEach(found::add);
                      return true;
                    }));
    return found.stream().map(ByteBuffer::array).toList();
  }

  /** What is done with the keys that were found. */
  private interface Work {
    void take(Redis redis, List<byte[]> keys);
  }
}
