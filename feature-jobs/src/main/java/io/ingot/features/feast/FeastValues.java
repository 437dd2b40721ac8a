package io.ingot.features.feast;

import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.features.wire.ProtoReader;
import io.ingot.features.wire.ProtoWriter;
import io.ingot.features.wire.ProtoWriter.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import scala.collection.JavaConverters;

/** Feature values as the bytes of {@code feast.types.Value}. */
public final class FeastValues {
  private static final int ELEMENTS = 1;

  private FeastValues() {}

  /**
   * The bytes of a value.
   *
   * @param value as a row of Spark hands it out, a list as that of Scala or Java; empty for null,
   *     which has no bytes
   * @throws SourceException when a list holds a null, which Feast's lists cannot
   * @throws ProjectException when the value is not of the type
   */
  public static byte[] bytes(FeastType type, Optional<?> value) {
    ProtoWriter out = new ProtoWriter();
    try {
      value.ifPresent(given -> write(out, type, given));
    } catch (ClassCastException | ArithmeticException e) {
      throw new ProjectException(
          "Cannot write a %s as %s of Feast. Give a value of the column's type."
              .formatted(value.map(given -> given.getClass().getSimpleName()).orElse("null"), type),
          e);
    }
    return out.bytes();
  }

  private static void write(ProtoWriter out, FeastType type, Object value) {
    Scalar scalar = type.scalar();
    if (type.isList()) {
      out.message(type.number(), elements(scalar, list(value)));
    } else {
      scalar.write(out.tag(type.number(), scalar.wire()), value);
    }
  }

  /**
   * Numbers stand one behind the other under one tag, as proto3 packs them; others under one each.
   */
  private static ProtoWriter elements(Scalar scalar, List<?> values) {
    if (values.stream().anyMatch(value -> value == null)) {
      throw new SourceException(
          "Cannot write a list that holds a null: Feast's lists cannot. Leave nulls out of the"
              + " list in the view's query, such as by array_compact.");
    }
    ProtoWriter out = new ProtoWriter();
    if (scalar.wire() == Wire.SIZED) {
      values.forEach(value -> scalar.write(out.tag(ELEMENTS, Wire.SIZED), value));
    } else if (!values.isEmpty()) {
      ProtoWriter packed = new ProtoWriter();
      values.forEach(value -> scalar.write(packed, value));
      out.message(ELEMENTS, packed);
    }
    return out;
  }

  private static List<?> list(Object value) {
    return value instanceof scala.collection.Seq<?> seq
        ? JavaConverters.seqAsJavaList(seq)
        : (List<?>) value;
  }

  /**
   * The value of such bytes: a byte array, String, Integer, Long, Double, Float, Boolean, Instant
   * in whole seconds, or a List of these; empty for null.
   *
   * @throws SourceException when the bytes are no such value
   */
  public static Optional<Object> value(byte[] bytes) {
    ProtoReader in = new ProtoReader(bytes);
    Optional<Object> value = Optional.empty();
    while (in.more()) {
      Optional<FeastType> type = FeastType.numbered(in.field());
      if (type.isPresent()) {
        value = Optional.of(read(in, type.get()));
      } else {
        in.skip();
      }
    }
    return value;
  }

  private static Object read(ProtoReader in, FeastType type) {
    return type.isList() ? elements(in.message(), type.scalar()) : type.scalar().read(in);
  }

  private static List<Object> elements(ProtoReader in, Scalar scalar) {
    List<Object> values = new ArrayList<>();
    while (in.more()) {
      if (in.field() != ELEMENTS) {
        in.skip();
      } else if (in.wire() == scalar.wire()) {
        values.add(scalar.read(in));
      } else {
        ProtoReader packed = in.message();
        while (packed.more()) {
          values.add(scalar.read(packed));
        }
      }
    }
    return List.copyOf(values);
  }
}
