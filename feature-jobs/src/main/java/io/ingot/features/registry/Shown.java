package io.ingot.features.registry;

import io.ingot.core.project.Feature;
import io.ingot.core.project.Layer;
import io.ingot.core.project.TableName;
import io.ingot.core.project.ViewDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A view as it is shown, or some of its columns.
 *
 * @param is how it stands to what the project says, in words
 * @param columns those that were asked for; none where the view as a whole was
 * @param ways for each of these, how values come into it: from its view's input back to the source
 */
record Shown(
    RegisteredView view,
    String is,
    List<String> entity,
    Optional<Instant> lastBatch,
    List<String> services,
    List<RegisteredColumn> columns,
    Map<String, List<List<String>>> ways) {
  private static final List<String> DECIDING = List.of("conditional", "window");

  Shown {
    Objects.requireNonNull(view, "view");
    Objects.requireNonNull(is, "is");
    entity = List.copyOf(entity);
    Objects.requireNonNull(lastBatch, "lastBatch");
    services = List.copyOf(services);
    columns = List.copyOf(columns);
    ways = Collections.unmodifiableMap(new LinkedHashMap<>(ways));
  }

  static Shown of(
      RegisteredView view, List<RegisteredColumn> columns, Catalogue catalogue, Ancestry ancestry) {
    TableName table = new TableName(Layer.FEATURES, view.name());
    Map<String, List<List<String>>> ways = new LinkedHashMap<>();
    columns.forEach(column -> ways.put(column.name(), ancestry.of(table, column.name())));
    return new Shown(
        view,
        catalogue.standing(Kind.VIEW, view.name(), view.deprecated()),
        view.definition().entity().keySet().stream().map(catalogue::entity).toList(),
        catalogue.lastBatch(view.name()),
        columns.isEmpty()
            ? catalogue.takers(view)
            : new Takers(List.copyOf(catalogue.services().values()))
                .of(view.name(), columns.stream().map(RegisteredColumn::name).toList()),
        columns,
        ways);
  }

  void print(Sheet sheet) {
    if (columns.isEmpty()) {
      whole(sheet);
    } else {
      columns.forEach(column -> column(column, sheet));
    }
  }

  private void whole(Sheet sheet) {
    ViewDefinition definition = view.definition();
    sheet
        .title("view " + view.name() + ", version " + view.version() + ", " + is)
        .fact("description", view.description())
        .fact("deprecated", view.deprecated())
        .fact("owner", view.owner())
        .fact("entity", Optional.of(keys(definition)))
        .fact("reads", Sheet.listed(view.inputs()))
        .fact("event time", Optional.of(definition.eventTime()))
        .fact("known time", Optional.of(definition.knownTime()))
        .fact("grain", Optional.of(definition.grain() + ", rows of " + definition.rows()))
        .fact("ttl", definition.ttl().map(Feature::length).or(() -> Optional.of("for ever")))
        .fact("online", view.online().map(Shown::online))
        .fact("tags", Sheet.listed(view.tags()))
        .fact("services", Sheet.listed(services))
        .fact("last batch", lastBatch.map(String::valueOf))
        .fact("created", Sheet.stamp(view.created()))
        .fact("changed", Sheet.stamp(view.changed()))
        .table(
            List.of("column", "type", "unit", "meaning", "description"),
            view.columns().stream().map(Shown::row).toList())
        .table(List.of("version", "since", "by", "different from the one before"), versions());
  }

  private void column(RegisteredColumn column, Sheet sheet) {
    sheet
        .title(view.name() + ":" + column.name() + ", version " + view.version() + ", " + is)
        .fact("description", column.description())
        .fact("deprecated", column.deprecated())
        .fact("meaning", Optional.of(column.meaning()))
        .fact("type", Optional.of(column.type().orElse("not known yet")))
        .fact("unit", column.unit())
        .fact("labels", Sheet.listed(column.labels()))
        .fact("owner", view.owner())
        .fact("services", Sheet.listed(services))
        .fact("last batch", lastBatch.map(String::valueOf));
    ways.getOrDefault(column.name(), List.of())
        .forEach(way -> sheet.fact("values from", Optional.of(String.join(" < ", way))));
    sheet.fact(
        "decided by",
        Sheet.listed(
            column.from().stream()
                .filter(from -> DECIDING.contains(from.use()))
                .map(RegisteredColumn.From::toString)
                .toList()));
  }

  private String keys(ViewDefinition definition) {
    List<String> keys = new ArrayList<>();
    definition.entity().forEach((key, type) -> keys.add(key + " " + type));
    String names = entity.stream().collect(Collectors.joining(", "));
    return String.join(", ", keys) + " (" + names + ")";
  }

  private static String online(RegisteredView.Served served) {
    return served.connection()
        + served.ttl().map(ttl -> ", for " + Feature.length(ttl)).orElse(", for ever");
  }

  private static List<String> row(RegisteredColumn column) {
    return List.of(
        column.name(),
        column.type().orElse("?"),
        column.unit().orElse("-"),
        column.meaning(),
        column.deprecated().map(why -> "deprecated: " + why).or(column::description).orElse("-"));
  }

  /** The newest first. What is different about a version is kept with the one that it replaced. */
  private List<List<String>> versions() {
    List<List<String>> rows = new ArrayList<>();
    Stamp since = view.since();
    int version = view.version();
    for (int i = view.previous().size() - 1; i >= 0; i--) {
      PastVersion past = view.previous().get(i);
      rows.add(version(version, since, String.join("; ", past.changes())));
      since = past.since();
      version = past.version();
    }
    rows.add(version(version, since, "-"));
    return rows;
  }

  private static List<String> version(int number, Stamp since, String changes) {
    return List.of(String.valueOf(number), since.at().toString(), since.by(), changes);
  }
}
