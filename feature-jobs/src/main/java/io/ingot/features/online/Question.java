package io.ingot.features.online;

import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.core.project.FeatureView;
import io.ingot.features.feast.FeastFields;
import io.ingot.features.feast.FeastKeys;
import io.ingot.features.feast.FeastTimestamp;
import io.ingot.features.feast.FeastValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * Features of one Redis, asked for many entities at once: a HMGET for each hash, in one pipeline
 * with the name that is served, so that a rebuild is noticed by the read that it concerns.
 */
final class Question {
  /** Two swaps within one read are beyond anything but an error. */
  private static final int NAMES = 3;

  private final String project;
  private final List<Hash> hashes;

  /**
   * @param project the project's name
   * @param features views with one feature each
   */
  Question(String project, List<Asked> features) {
    this.project = project;
    // A key of another type has other bytes.
    Map<Map<String, String>, List<Asked>> byEntity = new LinkedHashMap<>();
    features.forEach(
        asked ->
            byEntity
                .computeIfAbsent(new TreeMap<>(asked.view().entity()), keys -> new ArrayList<>())
                .add(asked));
    this.hashes = byEntity.values().stream().map(Hash::new).toList();
  }

  /**
   * The values for each entity in order, by {@code view:feature}.
   *
   * @param known the name that was served when it was looked at last; becomes that of this read
   */
  List<Map<String, OnlineValue>> ask(
      Redis redis,
      AtomicReference<String> known,
      List<? extends Map<String, ?>> entities,
      Instant now) {
    String served = known.get();
    for (int i = 0; i < NAMES; i++) {
      Answer answer = ask(redis, served, entities);
      if (answer.served().equals(served)) {
        List<Map<String, OnlineValue>> values = new ArrayList<>();
        for (List<List<byte[]>> entity : answer.fields()) {
          Map<String, OnlineValue> row = new LinkedHashMap<>();
          for (int hash = 0; hash < hashes.size(); hash++) {
            hashes.get(hash).read(entity.get(hash), now, row);
          }
          values.add(row);
        }
        return values;
      }
      served = answer.served();
      known.set(served);
    }
    throw new SourceException(
        "Cannot tell what is served of %s: it changes with every look.".formatted(project));
  }

  private Answer ask(Redis redis, String served, List<? extends Map<String, ?>> entities) {
    List<List<byte[]>> keys = new ArrayList<>();
    for (Map<String, ?> entity : entities) {
      keys.add(hashes.stream().map(hash -> hash.key(served, entity)).toList());
    }
    return redis.ask(client -> answer(client, served, keys));
  }

  private Answer answer(UnifiedJedis client, String served, List<List<byte[]>> keys) {
    byte[] serving = Fields.serving(project);
    List<List<Response<List<byte[]>>>> answers = new ArrayList<>();
    Response<byte[]> name;
    try (AbstractPipeline pipeline = client.pipelined()) {
      name = pipeline.get(serving);
      for (List<byte[]> entity : keys) {
        List<Response<List<byte[]>>> row = new ArrayList<>();
        for (int hash = 0; hash < hashes.size(); hash++) {
          row.add(pipeline.hmget(entity.get(hash), hashes.get(hash).fields));
        }
        answers.add(row);
      }
      pipeline.sync();
    }
    List<List<List<byte[]>>> fields = new ArrayList<>();
    for (int entity = 0; entity < keys.size(); entity++) {
      List<List<byte[]>> row = new ArrayList<>();
      for (int hash = 0; hash < hashes.size(); hash++) {
        row.add(fields(client, answers.get(entity).get(hash), keys.get(entity).get(hash), hash));
      }
      fields.add(row);
    }
    return new Answer(
        Optional.ofNullable(name(client, name)).map(Fields::text).orElse(project), fields);
  }

  private byte[] name(UnifiedJedis client, Response<byte[]> answer) {
    try {
      return answer.get();
    } catch (JedisRedirectionException e) {
      return client.get(Fields.serving(project));
    }
  }

  /** A key of a cluster may have moved to another node since the client looked. */
  private List<byte[]> fields(
      UnifiedJedis client, Response<List<byte[]>> answer, byte[] key, int hash) {
    try {
      return answer.get();
    } catch (JedisRedirectionException e) {
      return client.hmget(key, hashes.get(hash).fields);
    }
  }

  /**
   * A feature of a view.
   *
   * @param keys of the view's entities
   */
  record Asked(FeatureView view, FeastKeys keys, String feature) {
    String name() {
      return view.name().name() + ":" + feature;
    }
  }

  /** The fields of each entity and hash, and the name that is served. */
  private record Answer(String served, List<List<List<byte[]>>> fields) {}

  /** What is asked of the one hash that an entity's views share. */
  private static final class Hash {
    private final FeastKeys keys;
    private final List<String> columns;
    private final List<Asked> asked;
    private final int views;

    /** Where among the fields each feature's view says since when its values hold. */
    private final int[] since;

    private final byte[][] fields;

    Hash(List<Asked> asked) {
      this.asked = asked;
      this.keys = asked.get(0).keys();
      this.columns = List.copyOf(asked.get(0).view().entity().keySet());
      List<FeatureView> views = asked.stream().map(Asked::view).distinct().toList();
      this.views = views.size();
      this.since = asked.stream().mapToInt(one -> views.indexOf(one.view())).toArray();
      List<byte[]> all = new ArrayList<>();
      views.forEach(view -> all.add(FeastFields.since(view.name().name())));
      asked.forEach(one -> all.add(FeastFields.feature(one.view().name().name(), one.feature())));
      this.fields = all.toArray(byte[][]::new);
    }

    byte[] key(String served, Map<String, ?> entity) {
      for (String column : columns) {
        if (entity.get(column) == null) {
          throw new ProjectException(
              "Cannot read features of an entity without its %s.".formatted(column)
                  + " Give a value of every key column: %s.".formatted(String.join(", ", columns)));
        }
      }
      return keys.bytes(served, entity::get);
    }

    void read(List<byte[]> found, Instant now, Map<String, OnlineValue> row) {
      for (int i = 0; i < asked.size(); i++) {
        byte[] value = found.get(views + i);
        row.put(
            asked.get(i).name(),
            value(
                Ttl.of(asked.get(i).view()),
                Optional.ofNullable(found.get(since[i])).map(FeastTimestamp::moment),
                Optional.ofNullable(value).flatMap(FeastValues::value),
                now));
      }
    }

    private static OnlineValue value(
        Ttl ttl, Optional<Instant> since, Optional<Object> value, Instant now) {
      if (since.isEmpty()) {
        return new OnlineValue(OnlineValue.Status.MISSING, Optional.empty(), since);
      }
      if (ttl.isOver(since.get(), now)) {
        return new OnlineValue(OnlineValue.Status.EXPIRED, Optional.empty(), since);
      }
      return new OnlineValue(
          value.isPresent() ? OnlineValue.Status.PRESENT : OnlineValue.Status.NULL, value, since);
    }
  }
}
