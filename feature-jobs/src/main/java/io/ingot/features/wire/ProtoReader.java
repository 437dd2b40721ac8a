package io.ingot.features.wire;

import io.ingot.core.error.SourceException;
import io.ingot.features.wire.ProtoWriter.Wire;
import java.util.Arrays;

/** Reads what {@link ProtoWriter} and other writers of protocol buffers write. */
public final class ProtoReader {
  private final byte[] bytes;
  private final int end;
  private int at;
  private long tag;

  public ProtoReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ProtoReader(byte[] bytes, int at, int end) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /** Whether there is something left. */
  public boolean more() {
    return at < end;
  }

  /** Reads the tag of the next field and answers its number. */
  public int field() {
    tag = varint();
    return Math.toIntExact(tag >>> 3 & 0x1FFFFFFF);
  }

  /** How the value behind the tag that was read last stands. */
  public Wire wire() {
    int number = (int) (tag & 7);
    return Arrays.stream(Wire.values())
        .filter(wire -> wire.number() == number)
        .findFirst()
        .orElseThrow(() -> malformed("has a field of the unknown wire type " + number));
  }

  public long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE + 6; shift += 7) {
      byte next = bytes[take(1)];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed("has a number of more than ten bytes");
  }

  public int fixed32() {
    int from = take(Integer.BYTES);
    int value = 0;
    for (int i = Integer.BYTES - 1; i >= 0; i--) {
      value = value << Byte.SIZE | bytes[from + i] & 0xFF;
    }
    return value;
  }

  public long fixed64() {
    long low = Integer.toUnsignedLong(fixed32());
    return (long) fixed32() << Integer.SIZE | low;
  }

  public byte[] sized() {
    int length = length();
    int from = take(length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  /** A reader of the message that stands here. */
  public ProtoReader message() {
    int length = length();
    int from = take(length);
    return new ProtoReader(bytes, from, from + length);
  }

  /** Passes over the value behind the tag that was read last. */
  public void skip() {
    switch (wire()) {
      case VARINT -> varint();
      case FIXED64 -> fixed64();
      case SIZED -> message();
      case FIXED32 -> fixed32();
    }
  }

  private int length() {
    long length = varint();
    if (length < 0 || length > end - at) {
      throw malformed("ends before its content does");
    }
    return (int) length;
  }

  private int take(int length) {
    if (length > end - at) {
      throw malformed("ends before its content does");
    }
    int from = at;
    at += length;
    return from;
  }

  private static SourceException malformed(String how) {
    return new SourceException(
        "Cannot read a value of the online store: it is no protocol buffer, it "
            + how
            + ". Something else than Ingot or Feast writes to its keys; materialize the view anew.");
  }
}
