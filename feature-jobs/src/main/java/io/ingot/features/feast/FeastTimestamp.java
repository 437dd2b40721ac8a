package io.ingot.features.feast;

import io.ingot.features.wire.ProtoReader;
import io.ingot.features.wire.ProtoWriter;
import io.ingot.features.wire.ProtoWriter.Wire;
import java.time.Instant;

/** A moment as the bytes of {@code google.protobuf.Timestamp}, to the nanosecond. */
public final class FeastTimestamp {
  private static final int SECONDS = 1;
  private static final int NANOS = 2;

  private FeastTimestamp() {}

  /** The bytes of a moment; none of 1970-01-01T00:00:00Z. */
  public static byte[] bytes(Instant moment) {
    return message(moment).bytes();
  }

  static ProtoWriter message(Instant moment) {
    return new ProtoWriter()
        .number(SECONDS, moment.getEpochSecond())
        .number(NANOS, moment.getNano());
  }

  /** The moment of such bytes. */
  public static Instant moment(byte[] bytes) {
    ProtoReader in = new ProtoReader(bytes);
    long seconds = 0;
    long nanos = 0;
    while (in.more()) {
      int field = in.field();
      if (field == SECONDS && in.wire() == Wire.VARINT) {
        seconds = in.varint();
      } else if (field == NANOS && in.wire() == Wire.VARINT) {
        nanos = in.varint();
      } else {
        in.skip();
      }
    }
    return Instant.ofEpochSecond(seconds, nanos);
  }
}
