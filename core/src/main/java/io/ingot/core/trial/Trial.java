package io.ingot.core.trial;

import io.ingot.core.project.TableName;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One case of a table's tests: a folder {@code tests/<table>/<case>} of files with rows.
 *
 * @param table the table that is tested
 * @param name the case
 * @param given rows of the table and of its inputs, in the order in which they arrive
 * @param expected the file of the rows that the table then has; empty where only refused rows or an
 *     error are expected
 * @param refused the file of the rules that are then broken; without it none may be
 * @param error the file of what the table's failure has to say
 */
record Trial(
    TableName table,
    String name,
    List<Given> given,
    Optional<Path> expected,
    Optional<Path> refused,
    Optional<Path> error) {
  /** What was there before anything arrived. */
  static final int BEFORE = 0;

  Trial {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(name, "name");
    given = List.copyOf(given);
    Objects.requireNonNull(expected, "expected");
    Objects.requireNonNull(refused, "refused");
    Objects.requireNonNull(error, "error");
  }

  /** The moments at which something arrives, in order. */
  Set<Integer> arrivals() {
    Set<Integer> arrivals = new TreeSet<>();
    given.stream().map(Given::arrival).forEach(arrivals::add);
    return arrivals;
  }

  /** What arrives at a moment. */
  List<Given> arriving(int arrival) {
    return given.stream().filter(rows -> rows.arrival() == arrival).toList();
  }

  /** The case as a person names it. */
  String describe() {
    return table + "/" + name;
  }

  /**
   * Rows of a table.
   *
   * @param arrival when they come: {@link #BEFORE}, or 1, 2 ...
   */
  record Given(TableName table, int arrival, Path file) {
    Given {
      Objects.requireNonNull(table, "table");
      Objects.requireNonNull(file, "file");
    }
  }
}
