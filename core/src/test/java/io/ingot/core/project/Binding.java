package io.ingot.core.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One record bound from YAML in a test. */
record Binding(Bound bound, List<Problem> problems) {
  static final TableName TABLE = TableName.of("silver.sales");
  static final Sql SQL = new Sql("SELECT * FROM silver.sales", Set.of(TABLE));

  static Binding of(Class<? extends Record> type, String yaml) {
    return of(type, yaml, SQL);
  }

  static Binding of(Class<? extends Record> type, String yaml, Sql sql) {
    Problems problems = new Problems();
    References references = new References(Path.of("").toAbsolutePath());
    Bound bound =
        new RecordBinder(references, problems)
            .file(
                type,
                YamlFile.parse(yaml, "t.yml", problems).orElseThrow(),
                Map.of(TableName.class, TABLE, Sql.class, sql));
    return new Binding(bound, problems.told(references));
  }

  /** The record; fails with the problems if there are any. */
  static <T extends Record> T read(Class<T> type, String yaml) {
    return of(type, yaml).read(type);
  }

  /** The messages, without their places. */
  static List<String> mistakes(Class<? extends Record> type, String yaml) {
    return of(type, yaml).messages();
  }

  /** The record; fails with the problems if there are any. */
  <T extends Record> T read(Class<T> type) {
    if (!problems.isEmpty()) {
      throw new AssertionError(problems);
    }
    return bound.as(type).orElseThrow();
  }

  List<String> messages() {
    return problems.stream().map(Problem::message).toList();
  }
}
