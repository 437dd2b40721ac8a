package io.ingot.features.online;

import io.ingot.core.project.FeatureView;
import io.ingot.features.feast.FeastFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Entities that Redis serves, as rows of a table's key columns. */
final class ServedEntities {
  private final SparkSession spark;
  private final Redis redis;

  ServedEntities(SparkSession spark, Redis redis) {
    this.spark = spark;
    this.redis = redis;
  }

  /** Some of those of a view, in the order in which Redis hands out its keys. */
  List<Row> some(FeatureView view, ServedView into, StructType table, int limit) {
    List<EntityKey> found = new ArrayList<>();
    Sweep sweep = new Sweep(redis);
    sweep.each(
        view.entity().keySet(),
        into.served()::equals,
        keys -> {
          sweep.having(keys, FeastFields.since(into.name())).stream()
              .limit(limit - found.size())
              .map(EntityKey::of)
              .flatMap(Optional::stream)
              .forEach(found::add);
          return found.size() < limit;
        });
    return found.isEmpty() ? List.of() : rows(found, into.keyNames(), table);
  }

  private List<Row> rows(List<EntityKey> entities, List<String> names, StructType table) {
    StructType raw = new StructType();
    List<String> columns = new ArrayList<>();
    for (String name : names) {
      raw = raw.add(name, raw(entities.get(0).values(), name));
      columns.add(cast(name, table.apply(name).dataType()));
    }
    List<Row> rows =
        entities.stream()
            .map(entity -> RowFactory.create(names.stream().map(entity.values()::get).toArray()))
            .toList();
    return spark
        .createDataFrame(rows, raw)
        .selectExpr(columns.toArray(String[]::new))
        .collectAsList();
  }

  private static DataType raw(Map<String, Object> values, String name) {
    Object value = values.get(name);
    if (value instanceof Long) {
      return DataTypes.LongType;
    }
    if (value instanceof Integer) {
      return DataTypes.IntegerType;
    }
    return value instanceof String ? DataTypes.StringType : DataTypes.BinaryType;
  }

  private static String cast(String name, DataType type) {
    boolean isTime =
        type instanceof DateType
            || type instanceof TimestampType
            || type instanceof TimestampNTZType;
    String value = "`" + name + "`";
    return "CAST(%s AS %s) AS %s"
        .formatted(isTime ? "timestamp_seconds(" + value + ")" : value, type.sql(), value);
  }
}
