package io.ingot.features.online;

import io.ingot.features.feast.FeastType;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A key in Redis taken apart again, as Feast's version 3 builds it; see {@link
 * io.ingot.features.feast.FeastKeys}.
 *
 * @param values the join keys in Feast's order: a Long, Integer, String, or byte array; of a moment
 *     its seconds since 1970
 * @param served the name behind them, that stands for the project
 */
record EntityKey(Map<String, Object> values, String served) {
  private static final int MOST = 1000;

  EntityKey {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    Objects.requireNonNull(served, "served");
  }

  /** Takes a key apart; empty for bytes that are none of Feast's, such as those of others. */
  static Optional<EntityKey> of(byte[] key) {
    ByteBuffer in = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
    try {
      int count = in.getInt();
      if (count < 1 || count > MOST) {
        return Optional.empty();
      }
      List<String> names = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        if (in.getInt() != FeastType.STRING.number()) {
          return Optional.empty();
        }
        names.add(Fields.text(bytes(in)));
      }
      Map<String, Object> values = new LinkedHashMap<>();
      for (String name : names) {
        values.put(name, value(in.getInt(), bytes(in)));
      }
      byte[] rest = Arrays.copyOfRange(key, in.position(), key.length);
      return Optional.of(new EntityKey(values, Fields.text(rest)));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("not a length");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static Object value(int type, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (type == FeastType.STRING.number()) {
      return Fields.text(bytes);
    }
    if (type == FeastType.INT32.number()) {
      return in.getInt();
    }
    if (type == FeastType.INT64.number() || type == FeastType.UNIX_TIMESTAMP.number()) {
      return in.getLong();
    }
    return bytes;
  }

  /** A glob pattern of every key whose bytes hold some others, for SCAN. */
  static byte[] containing(byte[] part) {
    ByteArrayOutputStream pattern = new ByteArrayOutputStream();
    pattern.write('*');
    for (byte one : part) {
      if ("*?[]\\^-".indexOf(one) >= 0) {
        pattern.write('\\');
      }
      pattern.write(one);
    }
    pattern.write('*');
    return pattern.toByteArray();
  }

  /** A glob pattern of every key of entities with a join key, and perhaps some more. */
  static byte[] about(String joinKey) {
    byte[] name = joinKey.getBytes(StandardCharsets.UTF_8);
    ByteBuffer part = ByteBuffer.allocate(4 + name.length).order(ByteOrder.LITTLE_ENDIAN);
    part.putInt(name.length).put(name);
    return containing(part.array());
  }

  /** Whether it is of exactly these join keys. */
  boolean isOf(Collection<String> joinKeys) {
    return values.size() == joinKeys.size() && values.keySet().containsAll(joinKeys);
  }
}
