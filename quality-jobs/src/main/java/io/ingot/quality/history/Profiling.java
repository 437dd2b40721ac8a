package io.ingot.quality.history;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.TableName;
import io.ingot.quality.history.Facts.Bar;
import io.ingot.quality.history.Facts.Spread;
import io.ingot.quality.history.Facts.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Profiles a table in two passes, whatever the number of its columns: one for everything that
 * aggregates tell, and one that counts values and ranges, which needs to know from the first which
 * columns have few values and where ranges end. Deequ's profiler takes three passes and a job a
 * column with few values.
 */
final class Profiling {
  /** The most different values that are counted one by one. */
  private static final int COUNTED = 1000;

  /** The most that are kept, which is as many as Deequ suggests by. */
  private static final int KEPT = 120;

  private static final int BARS = 20;
  private static final String ROWS = "_rows";
  private static final String BAR = "bar";
  private static final String VALUE = "value";

  private final Dataset<Row> rows;
  private final List<Subject> subjects;

  /**
   * @param rows a version of a table
   * @param personal columns that tell of a person
   */
  Profiling(Dataset<Row> rows, Set<String> personal) {
    this.rows = rows;
    this.subjects = subjects(rows.schema(), personal);
  }

  /** Reads the rows, twice. */
  Profile profile(TableName table, long version, Instant at) {
    List<Column> measures = new ArrayList<>();
    measures.add(count(lit(1)).as(ROWS));
    subjects.forEach(subject -> measures.addAll(subject.measures()));
    Row measured =
        rows.agg(measures.get(0), measures.subList(1, measures.size()).toArray(Column[]::new))
            .head();
    long count = measured.getAs(ROWS);
    List<Facts> facts = subjects.stream().map(subject -> subject.facts(measured, count)).toList();
    return new Profile(table, version, at, count, counted(facts));
  }

  private List<Facts> counted(List<Facts> facts) {
    List<Column> looks = new ArrayList<>();
    for (int i = 0; i < subjects.size(); i++) {
      Subject subject = subjects.get(i);
      Facts known = facts.get(i);
      if (hasFewValues(subject, known)) {
        looks.add(look(subject, VALUE, subject.column()));
      }
      if (known.numbers().isPresent()) {
        looks.add(look(subject, BAR, bar(subject, known.numbers().get())));
      }
    }
    if (looks.isEmpty()) {
      return facts;
    }
    List<Row> found =
        rows.select(explode(array(looks.toArray(Column[]::new))).as("look"))
            .where("look.what IS NOT NULL")
            .groupBy("look.subject", "look.kind", "look.what")
            .agg(count(lit(1)).as("rows"))
            .collectAsList();
    List<Facts> all = new ArrayList<>();
    for (int i = 0; i < facts.size(); i++) {
      all.add(with(facts.get(i), i, found));
    }
    return all;
  }

  private static Facts with(Facts known, int subject, List<Row> found) {
    List<Value> values = new ArrayList<>();
    TreeMap<Integer, Long> bars = new TreeMap<>();
    for (Row row : found) {
      if (row.getInt(0) == subject && row.getString(1).equals(VALUE)) {
        values.add(new Value(row.getString(2), row.getLong(3)));
      } else if (row.getInt(0) == subject) {
        bars.put(Integer.valueOf(row.getString(2)), row.getLong(3));
      }
    }
    values.sort(Comparator.comparing(Value::rows).reversed().thenComparing(Value::value));
    return known.with(
        values.stream().limit(KEPT).toList(),
        !values.isEmpty() && values.size() <= KEPT,
        known.numbers().map(spread -> bars(spread, bars)).orElse(List.of()));
  }

  private static List<Bar> bars(Spread spread, TreeMap<Integer, Long> rows) {
    double width = width(spread);
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < (width == 0 ? 1 : BARS); i++) {
      bars.add(
          new Bar(
              spread.least() + i * width,
              i == BARS - 1 || width == 0 ? spread.greatest() : spread.least() + (i + 1) * width,
              rows.getOrDefault(i, 0L)));
    }
    return bars;
  }

  private static Column look(Subject subject, String kind, Column what) {
    return struct(
        lit(subject.at()).as("subject"), lit(kind).as("kind"), what.cast("string").as("what"));
  }

  private static Column bar(Subject subject, Spread spread) {
    double width = width(spread);
    Column at = subject.number().minus(spread.least());
    Column bar = width == 0 ? floor(at.multiply(0)) : floor(at.divide(width));
    // Of nothing and something, 'least' takes something.
    return when(at.isNotNull(), least(bar.cast("int"), lit(BARS - 1)));
  }

  /** Halves first, since the ends may be further apart than a double can tell. */
  private static double width(Spread spread) {
    double width = (spread.greatest() / 2 - spread.least() / 2) / BARS * 2;
    return Double.isFinite(width) ? width : 0;
  }

  private static boolean hasFewValues(Subject subject, Facts facts) {
    return subject.isPlain()
        && !subject.personal()
        && facts.distinct().orElse(0) > 0
        && facts.distinct().orElse(0) <= COUNTED;
  }

  /** Ingot's own columns tell of batches, not of what the rows say. */
  private static List<Subject> subjects(StructType schema, Set<String> personal) {
    List<Subject> all = new ArrayList<>();
    for (StructField field : schema.fields()) {
      if (!field.name().startsWith("_")) {
        all.add(new Subject(all.size(), field, personal.contains(field.name())));
      }
    }
    return all;
  }
}
