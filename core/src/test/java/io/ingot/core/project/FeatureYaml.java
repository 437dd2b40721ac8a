package io.ingot.core.project;

import java.nio.file.Path;
import java.util.Map;

/** Declarations of features that tests of other modules write as a project would. */
public final class FeatureYaml {
  private FeatureYaml() {}

  /** A view over a table, by its file. */
  public static FeatureView view(String name, String yaml) {
    return view(name, yaml, Sql.none());
  }

  /** A view over a query's answer, by its files. */
  public static FeatureView view(String name, String yaml, Sql sql) {
    TableName table = new TableName(Layer.FEATURES, name);
    return read(FeatureView.class, yaml, Map.of(TableName.class, table, Sql.class, sql));
  }

  /** A service, by its file. */
  public static Service service(String name, String yaml) {
    return read(Service.class, yaml, Map.of(String.class, name));
  }

  private static <T extends Record> T read(
      Class<T> type, String yaml, Map<Class<?>, Object> supplied) {
    Problems problems = new Problems();
    References references = new References(Path.of("").toAbsolutePath());
    Bound bound =
        new RecordBinder(references, problems)
            .file(type, YamlFile.parse(yaml, "t.yml", problems).orElseThrow(), supplied);
    if (!problems.told(references).isEmpty()) {
      throw new AssertionError(problems.told(references));
    }
    return bound.as(type).orElseThrow();
  }
}
