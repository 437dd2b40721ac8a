package io.ingot.core.project;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One table's declaration as far as it could be read.
 *
 * @param query the parsed query of a gold table
 */
record Draft(TableName name, Bound bound, Optional<GoldSql> query) {
  /** The layers whose tables a project declares. */
  static final List<Layer> LAYERS = List.of(Layer.BRONZE, Layer.SILVER, Layer.GOLD, Layer.FEATURES);

  private static final Map<Layer, Class<? extends Record>> RECORDS =
      Map.of(
          Layer.BRONZE, BronzeTable.class,
          Layer.SILVER, SilverTable.class,
          Layer.GOLD, GoldTable.class,
          Layer.FEATURES, FeatureView.class);

  /** The record that a layer's files declare. */
  static Class<? extends Record> record(Layer layer) {
    return RECORDS.get(layer);
  }

  /** The tables that it names as inputs, each with a place that names it. */
  Map<TableName, Place> inputs() {
    Map<TableName, Place> inputs = new TreeMap<>();
    query.ifPresent(sql -> inputs.putAll(sql.inputs()));
    bound
        .child("from")
        .ifPresent(
            from -> from.as(TableName.class).ifPresent(table -> inputs.put(table, from.place())));
    bound.child("transform").stream()
        .flatMap(transform -> transform.below("inputs").stream())
        .forEach(
            input ->
                input.as(TableName.class).ifPresent(table -> inputs.put(table, input.place())));
    for (Bound column : bound.below("columns")) {
      column
          .child("ref")
          .ifPresent(
              ref ->
                  ref.as(ColumnName.class)
                      .ifPresent(target -> inputs.putIfAbsent(target.table(), ref.place())));
    }
    return inputs;
  }
}
