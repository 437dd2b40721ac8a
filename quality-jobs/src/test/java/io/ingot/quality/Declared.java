package io.ingot.quality;

import io.ingot.core.project.Check;
import io.ingot.core.testkit.TestProject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Checks read from a project's files. */
final class Declared {
  private Declared() {}

  /**
   * Checks in the words of a file.
   *
   * @param folder an empty one
   * @param checks such as {@code complete: id, mostly: 99%}
   */
  static Check[] in(Path folder, String... checks) {
    return TestProject.in(folder)
        .file(
            "bronze/orders.yml",
            """
            source: {connection: drop, path: "*.csv", format: csv}
            """)
        .file(
            "quality/all.yml",
            "table: bronze.orders\nchecks:\n"
                + Arrays.stream(checks)
                    .map(check -> "  - {" + check + "}\n")
                    .collect(Collectors.joining()))
        .load()
        .watching()
        .suites()
        .get("all")
        .checks()
        .toArray(Check[]::new);
  }
}
