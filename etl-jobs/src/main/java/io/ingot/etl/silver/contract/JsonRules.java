package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.col;

import io.ingot.core.project.ColumnContract.Outcome;
import io.ingot.etl.silver.json.JsonFields;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * What the JSON of a record tells beside its values, as rules.
 *
 * @param column silver column
 */
record JsonRules(String column) {
  /** {@link JsonFields#MISFITS} in valued rows. */
  static final String MISFITS = "_misfits";

  /** {@link JsonFields#FAULT} in valued rows. */
  static final String FAULT = "_unopened";

  /** A record that is none, or none of the contract's, tells by a code of its own why. */
  static Rule openable() {
    return Rule.of(
            "SCHEMA_MISS",
            "*",
            col(FAULT).isNotNull(),
            array_join(col(SilverColumns.UNKNOWN), ", "),
            Outcome.QUARANTINE)
        .telling(col(FAULT));
  }

  /** The column's rules, of which one that does not come as its type must keeps all but one. */
  List<Rule> before(List<Rule> others, TypedColumn typed, Masking masking) {
    Column misfit = col(MISFITS).getItem(column);
    Rule kind =
        Rule.of(
                "MISFIT",
                column,
                misfit.isNotNull(),
                masking.shown(column, misfit.getField(JsonFields.VALUE)),
                typed.unpublishable())
            .telling(misfit.getField(JsonFields.CODE))
            .within(typed.limits());
    return Stream.concat(
            Stream.of(kind), others.stream().map(rule -> rule.butFor(misfit.isNotNull())))
        .toList();
  }
}
