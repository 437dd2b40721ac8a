package io.ingot.app.orchestrate;

import io.ingot.core.project.Fresh;
import io.ingot.core.project.Project;
import io.ingot.core.project.Suite;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of Ingot within a flow.
 *
 * @param id a table's name or a layer's
 * @param tables that it brings up to date
 * @param select the words behind {@code --select}
 * @param after tasks that have to end well before
 * @param behind tasks that have to be over before, however they ended: checks look at their tables
 */
record Task(String id, List<Table> tables, String select, List<String> after, List<String> behind) {
  Task {
    Objects.requireNonNull(id, "id");
    tables = List.copyOf(tables);
    Objects.requireNonNull(select, "select");
    after = List.copyOf(after);
    behind = List.copyOf(behind);
  }

  /** How long after the flow's moment the strictest of its tables is late. */
  Optional<Duration> late() {
    return tables.stream()
        .flatMap(table -> table.watch().fresh().stream())
        .map(Fresh::within)
        .min(Comparator.naturalOrder());
  }

  /** Who is asked about it: by the tables themselves, or by the suites that watch them. */
  Optional<String> owner(Project project) {
    return tables.stream()
        .flatMap(
            table ->
                Stream.concat(
                    table.owner().stream(),
                    project.watching().suites(table.name()).stream()
                        .map(Suite::owner)
                        .flatMap(Optional::stream)))
        .findFirst();
  }

  /** What a person reads who opens it: Markdown, a line for each table. */
  String told() {
    return tables.stream().map(Task::told).collect(Collectors.joining("\n"));
  }

  private static String told(Table table) {
    String from =
        table.inputs().isEmpty()
            ? ""
            : " From "
                + table.inputs().stream()
                    .map(TableName::toString)
                    .sorted()
                    .collect(Collectors.joining(", "))
                + ".";
    String what = table.description().map(text -> " " + sentence(text)).orElse("");
    return "**" + table.name() + "**." + what + from;
  }

  private static String sentence(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.matches(".*[.!?]") ? line : line + ".";
  }
}
