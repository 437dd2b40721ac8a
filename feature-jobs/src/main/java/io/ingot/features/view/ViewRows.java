package io.ingot.features.view;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.FeatureView;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a view makes of its events: the rows of its table, one of an entity and event time.
 *
 * <p>A view of aggregates has a row for each step of its grain in which the entity had an event;
 * with {@code rows: steps} also for each after it, up to the first at which every window is empty.
 * A window of n steps ends with the row's own step, which counts whole, and begins n - 1 steps
 * before it; a feature without windows counts all steps up to the row's. Times are UTC.
 *
 * <p>A view of rows has a row for each event. Of several of one entity at one time it has that
 * which was known last, and of several known together that with the greatest values of the columns
 * that the features are made of, in declared order.
 *
 * <p>Nulls: an event without an entity or without a time belongs to no row and is left out. A null
 * value, and an event for which {@code where} is not true, adds nothing: {@code sum}, {@code
 * count}, {@code distinct}, {@code approx_distinct} and {@code pivot} of nothing are 0, and so is
 * {@code trend}; every other kind is null, {@code sd} also of one value, and {@code ratio} where it
 * would divide by 0 or null.
 *
 * <p>Types: {@code sum} is as wide as Spark makes a sum of sums (decimals stay decimals and exact,
 * integers become bigint, the rest double), counts are bigint, {@code mean}, {@code sd}, {@code
 * trend}, {@code ratio} and {@code log1p} are double, {@code days_since}, {@code hour} and {@code
 * weekday} are int, {@code tokens} an array of string, {@code hashed} an array of double; what
 * picks a value is of the column's type. An overflow fails. Sums of doubles are taken in any order,
 * so that their last digits may differ from one computation to the next; those of decimals are
 * exact.
 */
public final class ViewRows {
  private ViewRows() {}

  /**
   * The rows of a view's table.
   *
   * <p>{@link ViewTable#KNOWN_TIME} is the greatest known time of the events in the widest window,
   * counted or not; null where one of them has none. A row at which that window is empty is known
   * with the events that were the last to leave it.
   *
   * @param events columns of the view's input, as {@link ViewColumns} requires them
   * @return the entity columns in their declared types, {@link ViewTable#EVENT_TIME}, {@link
   *     ViewTable#VALID_FROM}, {@link ViewTable#KNOWN_TIME}, the features as {@link
   *     FeatureView#outputs} names them, and {@link ViewTable#DELETED}, which is false
   * @throws ProjectException when a condition does not fit the columns
   */
  public static Dataset<Row> of(Dataset<Row> events, FeatureView view) {
    try {
      return view.aggregates() ? StepRows.of(events, view) : EventRows.of(events, view);
    } catch (Exception e) {
      // Spark declares no checked exception here and throws one all the same.
      if (e instanceof AnalysisException wrong) {
        throw new ProjectException(
            "Cannot compute " + view.name() + ": " + wrong.getSimpleMessage(), e);
      }
      throw e;
    }
  }
}
