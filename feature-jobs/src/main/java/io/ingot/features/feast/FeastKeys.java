package io.ingot.features.feast;

import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.features.wire.ProtoWriter;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.types.StructField;

/**
 * The keys in Redis of the entities of a view: Feast's entity key serialization of version 3, and
 * behind it the project's name. The count of the join keys comes first, then their names, then
 * their values, both in the order of the names; every name and value behind its type and length.
 */
public final class FeastKeys implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Set<FeastType> KEYS =
      Set.of(
          FeastType.STRING,
          FeastType.BYTES,
          FeastType.INT32,
          FeastType.INT64,
          FeastType.UNIX_TIMESTAMP);

  /** In Feast's order. */
  private final ArrayList<String> names = new ArrayList<>();

  private final ArrayList<FeastType> types = new ArrayList<>();
  private final byte[] head;

  private FeastKeys(List<StructField> columns) {
    ProtoWriter out = new ProtoWriter().fixed32(columns.size());
    for (StructField column : columns) {
      names.add(column.name());
      types.add(type(column));
      entry(out, FeastType.STRING, ProtoWriter.utf8(column.name()));
    }
    this.head = out.bytes();
  }

  /**
   * The keys of entities known by some columns, in any order. The type decides the bytes: a client
   * that takes a bigint for an int finds nothing.
   *
   * @throws ProjectException when a column has a type that Feast's keys cannot hold
   */
  public static FeastKeys of(Collection<StructField> columns) {
    // Python sorts text by code point, which is the order of its UTF-8 and not that of Java's
    // chars.
    return new FeastKeys(
        columns.stream()
            .sorted(
                (one, other) ->
                    Arrays.compareUnsigned(
                        ProtoWriter.utf8(one.name()), ProtoWriter.utf8(other.name())))
            .toList());
  }

  /**
   * The type of a key column.
   *
   * @throws ProjectException when Feast's keys cannot hold it
   */
  static FeastType type(StructField column) {
    FeastType type = FeastType.of(column);
    if (!KEYS.contains(type)) {
      throw new ProjectException(
          "Cannot serve by the key column %s of type %s: Feast's keys hold string, int, bigint,"
                  .formatted(column.name(), column.dataType().catalogString())
              + " binary, date and timestamp. Cast it in the view's query.");
    }
    return type;
  }

  /**
   * The key of one entity.
   *
   * @param project the name in front of which Feast puts the key, see {@code project} of its
   *     feature_store.yaml
   * @param values the value of each key column by its name, as a row of Spark or Java has it
   * @throws SourceException when a value is null, or a moment between two seconds
   * @throws ProjectException when a value is not of the column's type
   */
  public byte[] bytes(String project, Function<String, ?> values) {
    ProtoWriter out = new ProtoWriter().raw(head);
    for (int i = 0; i < names.size(); i++) {
      entry(out, types.get(i), value(i, values.apply(names.get(i))));
    }
    return out.raw(ProtoWriter.utf8(project)).bytes();
  }

  private byte[] value(int column, Object value) {
    if (value == null) {
      throw new SourceException(
          "Cannot serve an entity whose key column %s is null. Leave such rows out of the view."
              .formatted(names.get(column)));
    }
    try {
      ProtoWriter out = new ProtoWriter();
      switch (types.get(column)) {
        case STRING -> out.raw(ProtoWriter.utf8((String) value));
        case BYTES -> out.raw((byte[]) value);
        case INT32 -> out.fixed32(Scalar.int32(value));
        case UNIX_TIMESTAMP -> out.fixed64(seconds(column, Scalar.moment(value)));
        default -> out.fixed64(Scalar.int64(value));
      }
      return out.bytes();
    } catch (ClassCastException | ArithmeticException e) {
      throw new ProjectException(
          "Cannot find an entity by %s: its values are %s, not %s. Give a value of that type."
              .formatted(names.get(column), types.get(column), value.getClass().getSimpleName()),
          e);
    }
  }

  private long seconds(int column, Instant moment) {
    if (moment.getNano() != 0) {
      throw new SourceException(
          "Cannot serve by the key column %s: it holds parts of a second, and Feast's keys do not."
                  .formatted(names.get(column))
              + " Cut it to seconds in the view's query.");
    }
    return moment.getEpochSecond();
  }

  private static void entry(ProtoWriter out, FeastType type, byte[] bytes) {
    out.fixed32(type.number()).fixed32(bytes.length).raw(bytes);
  }
}
