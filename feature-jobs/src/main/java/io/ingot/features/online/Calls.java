package io.ingot.features.online;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/** Calls of one script with a key each, sent together. */
final class Calls {
  private final Redis redis;
  private final Script script;
  private final List<byte[]> keys = new ArrayList<>();
  private final List<List<byte[]>> arguments = new ArrayList<>();

  Calls(Redis redis, Script script) {
    this.redis = redis;
    this.script = script;
  }

  void add(byte[] key, List<byte[]> with) {
    keys.add(key);
    arguments.add(with);
  }

  /** Sends them and adds up the numbers that the script answers. */
  long sum() {
    return redis.ask(
        client -> {
          List<Response<Object>> answers = new ArrayList<>(keys.size());
          try (AbstractPipeline pipeline = client.pipelined()) {
            for (int i = 0; i < keys.size(); i++) {
              answers.add(
                  pipeline.evalsha(script.digest(), List.of(keys.get(i)), arguments.get(i)));
            }
            pipeline.sync();
          }
          long sum = 0;
          for (int i = 0; i < answers.size(); i++) {
            sum += answer(client, answers.get(i), i);
          }
          return sum;
        });
  }

  /** A server that was started anew knows no script, and a cluster's key may have moved. */
  private long answer(UnifiedJedis client, Response<Object> answer, int call) {
    try {
      return (Long) answer.get();
    } catch (JedisNoScriptException | JedisRedirectionException e) {
      return (Long) script.run(client, keys.get(call), arguments.get(call));
    }
  }
}
