package io.ingot.features.online;

import io.ingot.core.project.FeatureView;
import io.ingot.features.feast.FeastFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** Goes over the keys of entities, whichever name they are served under. */
final class Sweep {
  private static final int LINE = 15;

  private final Redis redis;

  Sweep(Redis redis) {
    this.redis = redis;
  }

  /**
   * Takes away what pushes of earlier lines, or Feast itself, left of a view: entities that its
   * table has no more.
   *
   * @return how many keys lost it
   */
  long earlier(FeatureView view, ServedView into, long line) {
    Script script = Script.of("sweep");
    redis.load(script);
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(Fields.utf8(into.name()));
    arguments.add(Fields.utf8(new Rank(line, 0, 0, 0, 0).text().substring(0, LINE)));
    arguments.add(Fields.utf8(Integer.toString(Rank.WIDTH)));
    into.features().forEach(name -> arguments.add(FeastFields.feature(into.name(), name)));
    long[] swept = {0};
    each(
        view.entity().keySet(),
        into.served()::equals,
        keys -> {
          Calls calls = new Calls(redis, script);
          keys.forEach(key -> calls.add(key, arguments));
          swept[0] += calls.sum();
          return true;
        });
    return swept[0];
  }

  /**
   * Hands out the keys of entities with exactly some join keys, under the names wanted.
   *
   * @param more takes some keys and says whether it wants more of them
   */
  void each(Collection<String> joinKeys, Predicate<String> served, Predicate<List<byte[]>> more) {
    redis.scan(
        EntityKey.about(joinKeys.iterator().next()),
        keys -> {
          List<byte[]> own =
              keys.stream()
                  .filter(
                      key -> {
                        Optional<EntityKey> entity = EntityKey.of(key);
                        return entity.isPresent()
                            && entity.get().isOf(joinKeys)
                            && served.test(entity.get().served());
                      })
                  .toList();
          return own.isEmpty() || more.test(own);
        });
  }

  /** Those of some keys whose hash has a field. */
  List<byte[]> having(List<byte[]> keys, byte[] field) {
    return redis.ask(
        client -> {
          List<Response<Boolean>> answers = new ArrayList<>();
          try (AbstractPipeline pipeline = client.pipelined()) {
            keys.forEach(key -> answers.add(pipeline.hexists(key, field)));
            pipeline.sync();
          }
          return IntStream.range(0, keys.size())
              .filter(i -> answers.get(i).get())
              .mapToObj(keys::get)
              .toList();
        });
  }
}
