package io.ingot.features.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes messages in the <a href="https://protobuf.dev/programming-guides/encoding/">wire format of
 * protocol buffers</a>. As proto3 has it, fields of messages are left out at their default; those
 * of a oneof are written by {@link #tag} and a bare value.
 */
public final class ProtoWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public ProtoWriter tag(int field, Wire wire) {
    return varint((long) field << 3 | wire.number());
  }

  /** A signed number as its two's complement, so that every negative one takes ten bytes. */
  public ProtoWriter varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  public ProtoWriter fixed32(int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(value >>> shift);
    }
    return this;
  }

  public ProtoWriter fixed64(long value) {
    return fixed32((int) value).fixed32((int) (value >>> Integer.SIZE));
  }

  /** Bytes behind their length. */
  public ProtoWriter sized(byte[] bytes) {
    varint(bytes.length);
    return raw(bytes);
  }

  public ProtoWriter raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  public ProtoWriter text(int field, String text) {
    return text.isEmpty() ? this : tag(field, Wire.SIZED).sized(utf8(text));
  }

  public ProtoWriter number(int field, long value) {
    return value == 0 ? this : tag(field, Wire.VARINT).varint(value);
  }

  /** A message, also one without content: a reader tells it from none. */
  public ProtoWriter message(int field, ProtoWriter message) {
    return tag(field, Wire.SIZED).sized(message.bytes());
  }

  /** A map, in the order of its keys, so that equal maps have equal bytes. */
  public ProtoWriter map(int field, Map<String, String> entries) {
    new TreeMap<>(entries)
        .forEach((key, value) -> message(field, new ProtoWriter().text(1, key).text(2, value)));
    return this;
  }

  public byte[] bytes() {
    return out.toByteArray();
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** How a value stands behind its tag. */
  public enum Wire {
    VARINT(0),
    FIXED64(1),
    SIZED(2),
    FIXED32(5);

    private final int number;

    Wire(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }
}
