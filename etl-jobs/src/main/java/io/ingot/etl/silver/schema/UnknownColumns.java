package io.ingot.etl.silver.schema;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.NewColumn;
import io.ingot.etl.bronze.BronzeColumns;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;

/**
 * Unknown fields of a bronze table that has a column for each.
 *
 * @param types by field
 */
record UnknownColumns(Map<String, DataType> types, NewColumn policy) implements UnknownFields {
  private static final String CARRIED = "_new_";

  UnknownColumns {
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
  }

  @Override
  public List<Column> carried() {
    return names().map(name -> BronzeColumns.named(name).as(CARRIED + name)).toList();
  }

  @Override
  public List<Column> judged() {
    Stream<Column> told = names().map(name -> value(name).isNotNull().as(CARRIED + name));
    Stream<Column> kept = added().keySet().stream().map(name -> value(name).as(name));
    return Stream.concat(told, kept).toList();
  }

  @Override
  public Column broken() {
    return policy == NewColumn.QUARANTINE
        ? names()
            .map(name -> value(name).isNotNull())
            .reduce(Column::or)
            .map(any -> any.and(not(col(BronzeColumns.DELETED))))
            .orElse(lit(false))
        : lit(false);
  }

  @Override
  public Optional<Column> errors() {
    if (policy != NewColumn.QUARANTINE || types.isEmpty()) {
      return Optional.empty();
    }
    Column[] errors =
        names()
            .map(
                name ->
                    when(
                        value(name).isNotNull(),
                        struct(
                            lit(CODE).as("rule"),
                            lit(name).as("column"),
                            value(name).cast("string").as("value"))))
            .toArray(Column[]::new);
    return Optional.of(filter(array(errors), error -> error.isNotNull().and(broken())));
  }

  @Override
  public List<Column> tallies() {
    return names().map(name -> count_if(value(name)).as(TALLY + ":" + name)).toList();
  }

  @Override
  public boolean rescues() {
    return false;
  }

  @Override
  public Map<String, DataType> added() {
    return policy == NewColumn.ADD ? types : Map.of();
  }

  private Stream<String> names() {
    return types.keySet().stream();
  }

  /** In valued rows the value; in judged rows whether there is one. */
  private static Column value(String name) {
    return BronzeColumns.named(CARRIED + name);
  }
}
