package io.ingot.features.asof;

import static org.apache.spark.sql.functions.count_if;

import io.ingot.features.view.Columns;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;

/**
 * How many labels got a view's values, or none for which reason: aggregates over what {@link
 * PointInTime#explained} answers, to be observed while that is written, without a further pass.
 */
public final class Tally {
  private static final String COUNT = "_count_";

  private final List<ViewInput> views;

  public Tally(List<ViewInput> views) {
    this.views = List.copyOf(views);
  }

  /** One count for each view and reason; at least one view is needed. */
  public List<Column> counts() {
    List<Column> counts = new ArrayList<>();
    for (int view = 0; view < views.size(); view++) {
      Column marker = Columns.named(PointInTime.marker(views.get(view)));
      for (Reason reason : Reason.values()) {
        counts.add(count_if(marker.equalTo(reason.word())).as(name(view, reason)));
      }
    }
    return counts;
  }

  /**
   * The counts by the view's whole name, of reasons that there were.
   *
   * @param counted the answers to {@link #counts} by name, as an {@link
   *     org.apache.spark.sql.Observation} has them
   */
  public Map<String, Map<Reason, Long>> read(Map<String, ?> counted) {
    Map<String, Map<Reason, Long>> tally = new LinkedHashMap<>();
    for (int view = 0; view < views.size(); view++) {
      Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
      for (Reason reason : Reason.values()) {
        long count = (Long) counted.get(name(view, reason));
        if (count > 0) {
          reasons.put(reason, count);
        }
      }
      tally.put(views.get(view).view().name().toString(), reasons);
    }
    return tally;
  }

  private static String name(int view, Reason reason) {
    return COUNT + view + "_" + reason.word();
  }
}
