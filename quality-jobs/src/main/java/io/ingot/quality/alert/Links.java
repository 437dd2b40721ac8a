package io.ingot.quality.alert;

import io.ingot.core.project.TableName;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a run can be looked at.
 *
 * @param pattern with {@code {run}} and {@code {table}}
 */
record Links(Optional<String> pattern) {
  private static final String RUN = "{run}";
  private static final String TABLE = "{table}";

  /** Of a run as a whole; empty for a pattern that is about tables. */
  Optional<String> of(Optional<String> run) {
    return pattern.filter(text -> !text.contains(TABLE)).flatMap(text -> filled(text, run));
  }

  /** Of one table of a run; empty for a pattern that is about runs. */
  Optional<String> of(Optional<String> run, TableName table) {
    return pattern
        .filter(text -> text.contains(TABLE))
        .flatMap(text -> filled(text, run))
        .map(text -> text.replace(TABLE, encoded(table.toString())));
  }

  private static Optional<String> filled(String text, Optional<String> run) {
    return text.contains(RUN) ? run.map(id -> text.replace(RUN, encoded(id))) : Optional.of(text);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
