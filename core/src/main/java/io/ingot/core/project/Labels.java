package io.ingot.core.project;

import java.util.List;
import java.util.Objects;

/**
 * What a model learns to tell, and when it would have been asked.
 *
 * @param columns beside the keys and the time; all others of the table where none is said
 */
@Doc("The rows that a training set is made for")
public record Labels(
    @Required @Doc("The table that holds them; it has the entities' key columns") TableName from,
    @Required @Doc("Date or timestamp column: the moment that features are taken as of")
        String time,
    @Doc("The columns that are kept, the label among them; all unless said") List<String> columns) {
  public Labels {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(time, "time");
    columns = List.copyOf(columns);
  }
}
