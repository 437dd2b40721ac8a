package io.ingot.features.asof;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;

import io.ingot.core.project.TrainingSet;
import io.ingot.features.view.Columns;
import io.ingot.features.view.ViewTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The values that held, and were known, at a moment.
 *
 * <p>Of a view's rows of an entity those count at time t whose {@code valid_from} is not after t
 * and, where known time is heeded, whose {@code known_time} is not after t either; a row that does
 * not say when it was known never counts then. At a {@link TrainingSet.Edge#STRICT strict} edge
 * both have to be before t. Of those that count the one with the greatest ({@code valid_from},
 * {@code known_time}) holds; a known time that is not told is the least of all. Where several rows
 * have the same two, one that says that there is nothing more goes before all others, and of the
 * others one is chosen by a hash of all features of the view, whichever of them are asked for. The
 * one that holds gives no values when it says that there are none any more, or when it is older at
 * t than the view's {@code ttl}; at exactly the {@code ttl} it still does. Of floating-point zeros,
 * -0.0 is answered as 0.0.
 *
 * <p>Keys are equal when all of their columns are; a null equals nothing. Whole numbers and
 * decimals are compared by value, whatever their width.
 *
 * <p>Nothing here runs a query: all answers are plans.
 */
public final class PointInTime {
  private static final Column LATEST = Columns.named("_latest");

  private PointInTime() {}

  /**
   * Gives each label the values of its entity at its time.
   *
   * <p>The labels are shuffled once for each different set of key columns that the views have,
   * together with those views' rows, and never compared with rows of other entities. No entity's
   * rows have to fit into memory.
   *
   * @param labels any rows with the time column and the keys of all views
   * @return as many rows as the labels, in no order: their columns in their order, then those that
   *     {@link #columns} names; null where the view has no value
   * @throws io.ingot.core.error.ProjectException when a column is lacking, of a type that does not
   *     fit, or would stand there twice
   */
  public static Dataset<Row> join(Dataset<Row> labels, LabelTerms terms, List<ViewInput> views) {
    return joined(labels, terms, views, List.of());
  }

  /**
   * The same with a column {@code _why_VIEW} for each view at the end, with the {@link
   * Reason#word() word} of why the label got values or none. {@link Tally} counts them.
   */
  public static Dataset<Row> explained(
      Dataset<Row> labels, LabelTerms terms, List<ViewInput> views) {
    Names.requireUnmarked(List.of(labels.columns()), views);
    List<Column> markers = new ArrayList<>();
    for (ViewInput input : views) {
      markers.add(Outcome.of(input, terms).reason().as(Names.marker(input)));
    }
    return joined(labels, terms, views, markers);
  }

  /** The columns that {@link #join} adds to labels of these columns, in their order. */
  public static List<Joined> columns(StructType labels, List<ViewInput> views) {
    return Names.of(List.of(labels.fieldNames()), views);
  }

  /** The column in which {@link #explained} says why. */
  public static String marker(ViewInput input) {
    return Names.marker(input);
  }

  /**
   * What holds of each entity at a moment, known time heeded, that moment included: what {@link
   * #join} would give to a label of that time.
   *
   * @return a row for each entity that has values then: the keys, {@code valid_from}, {@code
   *     known_time} and the columns asked for
   */
  public static Dataset<Row> latest(ViewInput input, Instant now) {
    Values values = new Values(input);
    return told(
            values,
            held(values, now)
                .filter(not(Values.isGone(LATEST)).and(not(values.isExpired(LATEST, lit(now))))))
        .drop(ViewTable.DELETED);
  }

  /**
   * The one row of each entity that {@link #latest} goes by, whatever it says: also one that says
   * that there is nothing any more, and one that is older than the view's {@code ttl}.
   *
   * @return a row for each entity that has one by then: the keys, {@code valid_from}, {@code
   *     known_time}, {@code _deleted} (never null) and the columns asked for
   */
  public static Dataset<Row> held(ViewInput input, Instant now) {
    Values values = new Values(input);
    return told(values, held(values, now));
  }

  /** By each time alone, so that files are left out whose rows are all of a later one. */
  private static Dataset<Row> held(Values values, Instant now) {
    return values
        .rows()
        .filter(
            Columns.named(ViewTable.VALID_FROM)
                .leq(lit(now))
                .and(Columns.named(ViewTable.KNOWN_TIME).leq(lit(now))))
        .groupBy(keys(values))
        .agg(max(values.value()).as("_latest"));
  }

  private static Dataset<Row> told(Values values, Dataset<Row> held) {
    List<Column> columns = new ArrayList<>(List.of(keys(values)));
    columns.add(Values.from(LATEST).as(ViewTable.VALID_FROM));
    columns.add(Values.known(LATEST).as(ViewTable.KNOWN_TIME));
    columns.add(Values.isGone(LATEST).as(ViewTable.DELETED));
    List<Column> asked = values.columns(LATEST);
    for (int i = 0; i < asked.size(); i++) {
      columns.add(asked.get(i).as(values.input().columns().get(i)));
    }
    return held.select(columns.toArray(Column[]::new));
  }

  private static Column[] keys(Values values) {
    return Columns.named(values.input().view().entity().keySet()).toArray(Column[]::new);
  }

  private static Dataset<Row> joined(
      Dataset<Row> labels, LabelTerms terms, List<ViewInput> views, List<Column> markers) {
    List<Joined> added = columns(labels.schema(), views);
    Dataset<Row> packed = Labels.packed(labels, terms);
    for (KeySet keySet : KeySet.of(labels.schema(), views)) {
      packed = new Pass(keySet, terms).over(packed);
    }
    List<Column> columns = new ArrayList<>();
    for (String name : labels.columns()) {
      columns.add(Labels.column(name).as(name));
    }
    int next = 0;
    for (ViewInput input : views) {
      for (Column value : Outcome.of(input, terms).values()) {
        columns.add(value.as(added.get(next++).name()));
      }
    }
    columns.addAll(markers);
    return packed.select(columns.toArray(Column[]::new));
  }
}
