package io.ingot.tests.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * CSV fields straight into a byte buffer; ten million rows must not cost a minute of formatting.
 */
final class CsvBytes implements AutoCloseable {
  private static final int LONGEST_ROW = 1 << 10;

  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 20];
  private int length;

  CsvBytes(Path file) throws IOException {
    this.out = Files.newOutputStream(file);
  }

  CsvBytes comma() {
    buffer[length++] = ',';
    return this;
  }

  CsvBytes text(byte[] ascii) {
    System.arraycopy(ascii, 0, buffer, length, ascii.length);
    length += ascii.length;
    return this;
  }

  /** A number that is not negative, in decimal digits. */
  CsvBytes number(long value) {
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    long rest = value;
    for (int place = length + digits - 1; place >= length; place--) {
      buffer[place] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** A number of 0 to 99 in two digits. */
  CsvBytes two(int value) {
    buffer[length++] = (byte) ('0' + value / 10);
    buffer[length++] = (byte) ('0' + value % 10);
    return this;
  }

  /** All sixteen hexadecimal digits. */
  CsvBytes hex(long value) {
    for (int shift = 60; shift >= 0; shift -= 4) {
      buffer[length++] = (byte) Character.forDigit((int) (value >>> shift) & 15, 16);
    }
    return this;
  }

  /** Ends the row; only here the buffer is emptied. */
  void end() throws IOException {
    buffer[length++] = '\n';
    if (length > buffer.length - LONGEST_ROW) {
      flush();
    }
  }

  private void flush() throws IOException {
    out.write(buffer, 0, length);
    length = 0;
  }

  @Override
  public void close() throws IOException {
    try (out) {
      flush();
    }
  }
}
