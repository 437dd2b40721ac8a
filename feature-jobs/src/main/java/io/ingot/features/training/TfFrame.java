package io.ingot.features.training;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The framing of TensorFlow's record files: length as 8 bytes, its masked CRC-32C as 4, the bytes,
 * their masked CRC-32C as 4; numbers little-endian (tensorflow/core/lib/io/record_writer.h).
 */
final class TfFrame {
  private static final int MASK_DELTA = 0xa282ead8;

  private TfFrame() {}

  static void write(byte[] record, OutputStream out) throws IOException {
    byte[] length = little(Long.BYTES).putLong(record.length).array();
    out.write(length);
    out.write(little(Integer.BYTES).putInt(masked(length)).array());
    out.write(record);
    out.write(little(Integer.BYTES).putInt(masked(record)).array());
  }

  /** A CRC of bytes that hold a CRC is no good check, which is why it is turned and shifted. */
  static int masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
