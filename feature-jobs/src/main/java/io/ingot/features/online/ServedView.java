package io.ingot.features.online;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.FeatureView;
import io.ingot.features.feast.FeastFields;
import io.ingot.features.feast.FeastKeys;
import io.ingot.features.feast.FeastTimestamp;
import io.ingot.features.feast.FeastType;
import io.ingot.features.feast.FeastValues;
import io.ingot.features.view.ViewTable;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A view as it lies in Redis under one name: what key, fields and values a row of {@link Latest}
 * becomes.
 */
final class ServedView implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final List<String> OWN =
      List.of(ViewTable.VALID_FROM, ViewTable.KNOWN_TIME, ViewTable.DELETED);

  private final String served;
  private final String view;
  private final ArrayList<String> keyNames;
  private final FeastKeys keys;
  private final LinkedHashMap<String, FeastType> features = new LinkedHashMap<>();
  private final Ttl ttl;

  private ServedView(String served, FeatureView view, StructType table) {
    List<StructField> keyColumns = view.entity().keySet().stream().map(table::apply).toList();
    this.served = served;
    this.view = view.name().name();
    this.keyNames = new ArrayList<>(view.entity().keySet());
    this.keys = FeastKeys.of(keyColumns);
    ViewTable.features(view, table)
        .forEach(column -> features.put(column.name(), FeastType.of(column)));
    this.ttl = Ttl.of(view);
  }

  /**
   * A view whose table has some columns.
   *
   * @param served the name that stands for the project in keys
   * @throws ProjectException when Feast has no type for one of them, or the table lacks one
   */
  static ServedView of(String served, FeatureView view, StructType table) {
    Set<String> present = Set.of(table.fieldNames());
    Stream.of(view.entity().keySet(), OWN, view.outputs())
        .flatMap(Collection::stream)
        .filter(name -> !present.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new ProjectException(
                  "Cannot serve %s: its table has no column %s yet.".formatted(view.name(), name)
                      + " Run 'ingot run --select %s' first.".formatted(view.name()));
            });
    return new ServedView(served, view, table);
  }

  /** Columns that are served, which decide what a push can go on from. */
  static StructType columns(FeatureView view, StructType table) {
    return new StructType(
        Stream.concat(
                view.entity().keySet().stream().map(table::apply),
                ViewTable.features(view, table).stream())
            .toArray(StructField[]::new));
  }

  /** The name that stands for the project in keys. */
  String served() {
    return served;
  }

  /** The view's name, without its layer. */
  String name() {
    return view;
  }

  List<String> features() {
    return List.copyOf(features.keySet());
  }

  Ttl ttl() {
    return ttl;
  }

  /** The key of a row's entity. */
  byte[] key(Row row) {
    return keys.bytes(served, row::getAs);
  }

  /** The rank of a row in a push. */
  Rank rank(Row row, Pushing push) {
    return new Rank(
        push.line(),
        row.getAs(Latest.VALID),
        row.getAs(Latest.KNOWN),
        lapsed(row, push.now()) ? 1 : 0,
        push.version());
  }

  /** Whether the row says that the entity has no values, or has none any more. */
  boolean isGone(Row row, Instant now) {
    return row.<Boolean>getAs(Latest.GONE) || lapsed(row, now);
  }

  private boolean lapsed(Row row, Instant now) {
    return ttl.isOver(Marker.instant(row.getAs(Latest.VALID)), now);
  }

  /** The bytes of a row's features by their names, in declared order; none of a null. */
  Map<String, byte[]> values(Row row) {
    Map<String, byte[]> values = new LinkedHashMap<>();
    features.forEach(
        (name, type) ->
            values.put(name, FeastValues.bytes(type, Optional.ofNullable(row.getAs(name)))));
    return values;
  }

  /** The arguments of the script {@code push} for a row. */
  List<byte[]> arguments(Row row, Pushing push) {
    boolean gone = isGone(row, push.now());
    Instant valid = Marker.instant(row.getAs(Latest.VALID));
    ByteArrayOutputStream fields = new ByteArrayOutputStream();
    features.keySet().forEach(name -> fields.writeBytes(FeastFields.feature(view, name)));
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(Fields.utf8(view));
    arguments.add(Fields.utf8(rank(row, push).text()));
    arguments.add(fields.toByteArray());
    arguments.add(gone ? Fields.utf8("-") : FeastTimestamp.bytes(valid));
    arguments.add(Fields.utf8(ttl.end(valid).map(end -> Long.toString(millis(end))).orElse("-")));
    if (gone) {
      features.keySet().forEach(name -> arguments.add(new byte[0]));
    } else {
      arguments.addAll(values(row).values());
    }
    return arguments;
  }

  /** Redis counts milliseconds; a value that began within one is not to end before its time. */
  private static long millis(Instant end) {
    return end.plusNanos(999_999).toEpochMilli();
  }

  List<String> keyNames() {
    return List.copyOf(keyNames);
  }
}
