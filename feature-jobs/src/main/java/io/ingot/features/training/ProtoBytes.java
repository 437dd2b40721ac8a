package io.ingot.features.training;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A protobuf message as it is written: each field behind its tag (protobuf's encoding guide). */
final class ProtoBytes {
  private static final int DELIMITED = 2;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A field of bytes, a text or a message. */
  ProtoBytes field(int number, byte[] value) {
    varint((long) number << 3 | DELIMITED);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  /** A whole number without a tag, as in a packed list; of a negative one all ten bytes. */
  ProtoBytes varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return this;
  }

  /** A float without a tag, as in a packed list. */
  ProtoBytes number(float value) {
    bytes.writeBytes(
        ByteBuffer.allocate(Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(Float.floatToRawIntBits(value))
            .array());
    return this;
  }

  byte[] toArray() {
    return bytes.toByteArray();
  }
}
