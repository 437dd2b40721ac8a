package io.ingot.features.online;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/**
 * Pushes a part of the rows of {@link Latest}, each entity's in one part, so that no two tasks of a
 * push write the same key. A part that fails or is done twice does no harm: what it wrote stands,
 * and what it writes again is refused.
 */
final class PushTask implements FlatMapFunction<Iterator<Row>, PushCount> {
  private static final long serialVersionUID = 1L;

  /** How many keys are sent before the answers are waited for. */
  private static final int BATCH = 500;

  private final RedisTerms terms;
  private final ServedView view;
  private final Pushing push;

  PushTask(RedisTerms terms, ServedView view, Pushing push) {
    this.terms = terms;
    this.view = view;
    this.push = push;
  }

  @Override
  public Iterator<PushCount> call(Iterator<Row> rows) {
    PushCount count = PushCount.none();
    if (rows.hasNext()) {
      try (Redis redis = Redis.open(terms)) {
        Script script = Script.of("push");
        redis.load(script);
        while (rows.hasNext()) {
          count = count.plus(send(redis, script, next(rows)));
        }
      }
    }
    return List.of(count).iterator();
  }

  private static List<Row> next(Iterator<Row> rows) {
    List<Row> batch = new ArrayList<>(BATCH);
    while (batch.size() < BATCH && rows.hasNext()) {
      batch.add(rows.next());
    }
    return batch;
  }

  private PushCount send(Redis redis, Script script, List<Row> rows) {
    // A writer of an earlier line could bring back entities that the new one swept away.
    Marker.requireLine(redis, view.served(), view.name(), push.line());
    Calls calls = new Calls(redis, script);
    rows.forEach(row -> calls.add(view.key(row), view.arguments(row, push)));
    long written = calls.sum();
    long gone = rows.stream().filter(row -> view.isGone(row, push.now())).count();
    return new PushCount(rows.size(), written, gone);
  }
}
