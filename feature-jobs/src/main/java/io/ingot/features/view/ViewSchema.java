package io.ingot.features.view;

import io.ingot.core.project.Aggregate;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.RowFeature;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of a view's table, by its declaration and the columns of its input alone. */
public final class ViewSchema {
  private ViewSchema() {}

  /**
   * The columns that {@link ViewRows} gives, in order, each of which may be null but {@link
   * ViewTable#DELETED}; no row is read.
   *
   * @param input columns of the table that the view is computed from
   * @throws io.ingot.core.error.ProjectException when the declaration does not fit them
   */
  public static StructType of(FeatureView view, StructType input) {
    ViewColumns.require(view, input);
    StructType schema = new StructType();
    for (Map.Entry<String, String> key : view.entity().entrySet()) {
      schema = schema.add(key.getKey(), DataType.fromDDL(key.getValue()));
    }
    DataType time = view.aggregates() ? Steps.type(view.grain()) : DataTypes.TimestampType;
    schema =
        schema
            .add(ViewTable.EVENT_TIME, time)
            .add(ViewTable.VALID_FROM, DataTypes.TimestampType)
            .add(ViewTable.KNOWN_TIME, DataTypes.TimestampType);
    Map<String, DataType> types = types(view, input);
    for (String output : view.outputs()) {
      schema = schema.add(output, types.get(output));
    }
    return schema.add(ViewTable.DELETED, DataTypes.BooleanType, false);
  }

  /** The type of each output, by its name. */
  static Map<String, DataType> types(FeatureView view, StructType input) {
    Map<String, DataType> types = new HashMap<>();
    Measures.of(view, input)
        .forEach(
            windowed ->
                windowed
                    .windows()
                    .forEach(
                        window -> types.put(windowed.column(window), windowed.measure().type())));
    view.features()
        .forEach(
            (name, feature) -> {
              if (feature instanceof Aggregate.Ratio) {
                feature.outputs(name).forEach(column -> types.put(column, DataTypes.DoubleType));
              } else if (feature instanceof RowFeature row) {
                types.put(name, RowKind.of(row).type(input.apply(row.column()).dataType()));
              }
            });
    return types;
  }
}
