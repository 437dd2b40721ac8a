package io.ingot.etl.silver.schema;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.map_filter;
import static org.apache.spark.sql.functions.map_keys;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.NewColumn;
import io.ingot.etl.bronze.BronzeColumns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Unknown top-level keys of JSON records. Which they are, only the rows tell.
 *
 * @param rescued the unknown keys of a valued row with their values, as a JSON object
 * @param ignored keys that are known and not wanted
 * @param found keys that become columns
 */
record UnknownKeys(Column rescued, Set<String> ignored, NewColumn policy, Set<String> found)
    implements UnknownFields {
  /** Records with more different keys than that have data for keys. */
  private static final int MOST = 500;

  /** A row's errors. */
  private static final String ERRORS = "array<struct<rule:string,column:string,value:string>>";

  private static final DataType TEXTS =
      DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType);
  private static final DataType COUNTS =
      DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType);

  UnknownKeys {
    ignored = Set.copyOf(ignored);
    found = new TreeSet<>(found);
  }

  /**
   * The unknown keys that some rows have a value of; reads one column of them.
   *
   * @param origin what the rows are of
   */
  static Set<String> in(Dataset<Row> valued, Column rescued, Set<String> ignored, String origin) {
    List<String> names =
        valued
            .filter(rescued.isNotNull())
            .select(explode(map_keys(values(rescued, ignored))))
            .distinct()
            .limit(MOST + 1)
            .as(Encoders.STRING())
            .collectAsList();
    if (names.size() > MOST) {
      throw new ProjectException(
          "Cannot add the new fields of "
              + origin
              + ": its records have more than "
              + MOST
              + " different ones, so their names seem to be data. Set on_new_column to ignore, or"
              + " declare the object that holds them.");
    }
    return Set.copyOf(names);
  }

  @Override
  public List<Column> carried() {
    return List.of();
  }

  @Override
  public List<Column> judged() {
    return added().keySet().stream()
        .map(name -> values(rescued, ignored).getItem(name).as(name))
        .toList();
  }

  @Override
  public Column broken() {
    return policy == NewColumn.QUARANTINE
        ? coalesce(size(values(rescued, ignored)).gt(0), lit(false))
            .and(not(col(BronzeColumns.DELETED)))
        : lit(false);
  }

  @Override
  public Optional<Column> errors() {
    if (policy != NewColumn.QUARANTINE) {
      return Optional.empty();
    }
    Column errors =
        transform(
            map_entries(values(rescued, ignored)),
            entry ->
                struct(
                    lit(CODE).as("rule"),
                    entry.getField("key").as("column"),
                    entry.getField("value").as("value")));
    return Optional.of(when(broken(), errors).otherwise(array().cast(ERRORS)));
  }

  @Override
  public List<Column> tallies() {
    Column counted = KeyCounts.over(rescued, ignored, MOST);
    return List.of(from_json(counted, COUNTS).as(TALLY));
  }

  @Override
  public boolean rescues() {
    return policy == NewColumn.IGNORE;
  }

  @Override
  public Map<String, DataType> added() {
    Map<String, DataType> added = new LinkedHashMap<>();
    if (policy == NewColumn.ADD) {
      found.forEach(name -> added.put(name, DataTypes.StringType));
    }
    return added;
  }

  /** The values by key, as text; null where a record has no unknown key. */
  private static Column values(Column rescued, Set<String> ignored) {
    Object[] unwanted = ignored.toArray();
    return map_filter(
        from_json(rescued, TEXTS),
        (key, value) ->
            unwanted.length == 0
                ? value.isNotNull()
                : value.isNotNull().and(not(key.isin(unwanted))));
  }
}
