package io.ingot.features.online;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.error.GapException;
import io.ingot.core.error.IngotException;
import io.ingot.core.lake.DeltaLoss;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.FeatureView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Pushes views to one Redis. What a push read and when is noted only after every part of it was
 * acknowledged; one that died is simply done again.
 */
final class Materialization {
  private static final String OTHER = "_ingot_other";

  private final Lake lake;
  private final RedisTerms terms;
  private final Redis redis;
  private final String run;

  Materialization(Lake lake, RedisTerms terms, Redis redis, String run) {
    this.lake = lake;
    this.terms = terms;
    this.redis = redis;
    this.run = run;
  }

  /**
   * Brings one view to a moment: by what came since its last push where that can be told, else as a
   * whole, and then it says why.
   */
  Pushed push(FeatureView view, String served, Instant now) {
    TableState state = lake.table(view.name()).state();
    if (state.batch() < 0) {
      return Pushed.none(view.name(), "the table has no rows yet", served, now);
    }
    ServedView into = ServedView.of(served, view, state.schema());
    Footing footing = footing(view, state);
    Optional<Marker> marker = Marker.read(redis, served, into.name());
    Optional<String> whole = whole(marker, footing, state);
    if (whole.isPresent()) {
      return full(view, into, state, now, whole.get());
    }
    return increment(view, into, state, now, marker.orElseThrow());
  }

  /** Pushes every entity of a view, and takes away what earlier lines left. */
  Pushed full(FeatureView view, ServedView into, TableState state, Instant now, String why) {
    long line = Marker.begin(redis, into.served(), into.name());
    Pushing push = new Pushing(line, state.version(), now);
    Dataset<Row> rows = lake.table(view.name()).at(state.version());
    // What is gone needs no word here: the sweep takes whatever this push does not write.
    Dataset<Row> alive = Latest.at(rows, view, now).filter(Latest.isAlive(into.ttl(), now));
    PushCount count = send(alive, into, push);
    long swept = new Sweep(redis).earlier(view, into, line);
    finish(view, into, state, push, count);
    return pushed(view, Pushed.Mode.FULL, why, into, push, count, swept);
  }

  static Footing footing(FeatureView view, TableState state) {
    return Footing.of(view, state, ServedView.columns(view, state.schema()));
  }

  /** Why a push cannot go on from the last one; empty where it can. */
  private static Optional<String> whole(Optional<Marker> marker, Footing now, TableState state) {
    if (marker.isEmpty()) {
      return Optional.of("Redis knows of no push");
    }
    Optional<Marker.Done> done = marker.get().done();
    if (done.isEmpty()) {
      return Optional.of("the last full push did not end");
    }
    Footing last = done.get().table();
    if (!last.tableId().equals(now.tableId())) {
      return Optional.of("the table is another one now");
    }
    if (last.generation() != now.generation() || done.get().version() > state.version()) {
      return Optional.of("the table went back");
    }
    return last.shape().equals(now.shape())
        ? Optional.empty()
        : Optional.of("the view's declaration changed");
  }

  private Pushed increment(
      FeatureView view, ServedView into, TableState state, Instant now, Marker marker) {
    lake.words().about(view.name().toString(), "find what changed since the last push");
    Marker.Done last = marker.done().orElseThrow();
    Dataset<Row> changed = lake.spark().emptyDataFrame();
    try {
      changed = changed(view, into, state, now, last).persist(StorageLevel.MEMORY_AND_DISK());
      if (!changed.filter(col(OTHER)).isEmpty()) {
        return full(view, into, state, now, "rows of the table were replaced or taken out");
      }
      Dataset<Row> table = lake.table(view.name()).at(state.version());
      Dataset<Row> rows =
          Latest.of(
              table.filter(Latest.servedAt(into.ttl(), last.now())),
              Latest.entities(changed, view),
              view);
      Pushing push = new Pushing(marker.line(), state.version(), now);
      PushCount count =
          changed.isEmpty() ? PushCount.none() : send(Latest.at(rows, view, now), into, push);
      finish(view, into, state, push, count);
      return pushed(view, Pushed.Mode.INCREMENT, "", into, push, count, 0);
    } catch (GapException e) {
      return full(view, into, state, now, "what changed since the last push is not known any more");
    } catch (RuntimeException e) {
      if (e instanceof IngotException || !isUnknown(e)) {
        throw e;
      }
      return full(view, into, state, now, "what changed since the last push is not known");
    } finally {
      changed.unpersist();
    }
  }

  /** Whether it is the history that is lacking, or that the table never kept one. */
  private static boolean isUnknown(RuntimeException failure) {
    return DeltaLoss.isWhy(failure)
        || failure instanceof SparkThrowable told
            && "DELTA_MISSING_CHANGE_DATA".equals(told.getErrorClass());
  }

  /** The entities to look at, and whether a row became anything but more. */
  private Dataset<Row> changed(
      FeatureView view, ServedView into, TableState state, Instant now, Marker.Done last) {
    LakeTable table = lake.table(view.name());
    Dataset<Row> of =
        Latest.entities(
                table.at(state.version()).filter(Latest.cameOfAge(into.ttl(), last.now(), now)),
                view)
            .withColumn(OTHER, lit(false));
    if (state.version() == last.version()) {
      return of;
    }
    List<String> columns = new ArrayList<>();
    view.entity().keySet().forEach(key -> columns.add("`" + key + "`"));
    columns.add("_change_type <> 'insert' AS " + OTHER);
    return of.union(table.changes(last.version(), state.version(), columns)).distinct();
  }

  private PushCount send(Dataset<Row> latest, ServedView into, Pushing push) {
    lake.words().about("features." + into.name(), "push what is served now to " + terms.name());
    try {
      return latest.toJavaRDD().mapPartitions(new PushTask(terms, into, push)).collect().stream()
          .reduce(PushCount.none(), PushCount::plus);
    } catch (RuntimeException e) {
      throw redisFailure(e).orElse(e);
    } finally {
      lake.words().doing("look what else there is to push");
    }
  }

  /** A task's failure reaches the driver inside those of Spark, which are about Spark. */
  private static Optional<RuntimeException> redisFailure(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(20)
        .filter(IngotException.class::isInstance)
        .map(RuntimeException.class::cast)
        .findFirst();
  }

  private void finish(
      FeatureView view, ServedView into, TableState state, Pushing push, PushCount count) {
    Marker.finish(
        redis,
        into.served(),
        into.name(),
        push.line(),
        new Marker.Done(state.version(), push.now(), footing(view, state), run, count.sent()));
  }

  private static Pushed pushed(
      FeatureView view,
      Pushed.Mode mode,
      String why,
      ServedView into,
      Pushing push,
      PushCount count,
      long swept) {
    return new Pushed(
        view.name(),
        mode,
        why,
        into.served(),
        push.version(),
        push.now(),
        count.sent(),
        count.written(),
        count.gone(),
        swept);
  }
}
