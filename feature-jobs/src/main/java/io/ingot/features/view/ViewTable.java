package io.ingot.features.view;

import io.ingot.core.project.FeatureView;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a view's table. It only grows: what is corrected later gets a further row of the
 * same key and {@link #EVENT_TIME} with a later {@link #KNOWN_TIME}, so that both what is known now
 * and what was known then can be read from it.
 */
public final class ViewTable {
  /**
   * The step of time that the row is about: a date for days, the first moment of an hour or a
   * minute; of a view of rows the moment at which the row happened.
   */
  public static final String EVENT_TIME = "event_time";

  /**
   * The first moment at which the row's values hold, a timestamp: the end of its step, since they
   * count the step whole; of a view of rows the moment at which the row happened, and where only
   * its date is told, the end of that.
   */
  public static final String VALID_FROM = "valid_from";

  /**
   * When all that the values were computed from was known, a timestamp; null where that is not
   * told, so that no reader takes the row for known.
   */
  public static final String KNOWN_TIME = "known_time";

  /**
   * Whether the row says that from its {@link #EVENT_TIME} on the entity has no values any more,
   * until a row of a later one; never null.
   */
  public static final String DELETED = "_deleted";

  private ViewTable() {}

  /** The columns of the features, in declared order, with the types of a table's schema. */
  public static List<StructField> features(FeatureView view, StructType schema) {
    return view.outputs().stream().map(schema::apply).toList();
  }
}
