package io.ingot.core.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * What a file's statistics tell of a column of times.
 *
 * @param greatest as Delta writes it; empty where the file has no value
 */
record FileTimes(Optional<String> greatest) {
  /**
   * Reads statistics; empty where they do not tell it.
   *
   * @param statistics in JSON as Delta keeps them
   */
  static Optional<FileTimes> of(Optional<String> statistics, String column) {
    try {
      if (statistics.isEmpty()) {
        return Optional.empty();
      }
      JsonNode told = new ObjectMapper().readTree(statistics.get());
      JsonNode max = told.path("maxValues").path(column);
      if (max.isTextual()) {
        return Optional.of(new FileTimes(Optional.of(max.textValue())));
      }
      JsonNode nulls = told.path("nullCount").path(column);
      boolean allNull = nulls.isNumber() && nulls.equals(told.path("numRecords"));
      return allNull ? Optional.of(new FileTimes(Optional.empty())) : Optional.empty();
    } catch (JsonProcessingException e) {
      // What cannot be read tells nothing; the rows do.
      return Optional.empty();
    }
  }

  /** The greatest value by a column of statistics; null where they tell none. */
  static Column greatest(Column statistics, String column) {
    return get_json_object(statistics, "$.maxValues['" + column + "']");
  }

  /** Whether a column of statistics neither tells a greatest value nor that there is none. */
  static Column isSilent(Column statistics, String column) {
    Column nulls = get_json_object(statistics, "$.nullCount['" + column + "']");
    Column allNull = nulls.equalTo(get_json_object(statistics, "$.numRecords"));
    return greatest(statistics, column).isNull().and(not(coalesce(allNull, lit(false))));
  }
}
