package io.ingot.features.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Reads a TFRecord file as its readers do, by the format's description and not by Ingot's code. */
final class ReadFrames {
  private ReadFrames() {}

  static List<byte[]> of(byte[] file) {
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> records = new ArrayList<>();
    while (buffer.hasRemaining()) {
      byte[] length = new byte[8];
      buffer.get(length);
      require(length, buffer.getInt());
      byte[] record =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      buffer.get(record);
      require(record, buffer.getInt());
      records.add(record);
    }
    return records;
  }

  private static void require(byte[] bytes, int masked) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int rotated = masked - 0xa282ead8;
    int unmasked = rotated >>> 17 | rotated << 15;
    if (unmasked != (int) crc.getValue()) {
      throw new AssertionError("A record's checksum is wrong.");
    }
  }
}
