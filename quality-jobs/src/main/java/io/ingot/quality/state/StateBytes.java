package io.ingot.quality.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Base64;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The values that are merged, as text. Doubles keep every bit. */
final class StateBytes {
  private static final int NOTHING = 0;
  private static final int LONG = 1;
  private static final int DOUBLE = 2;
  private static final int DECIMAL = 3;
  private static final int NUMBERS = 4;
  private static final int BYTES = 5;

  private StateBytes() {}

  static String text(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(value, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException for anything else
   */
  static Object value(String text) {
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
      return read(in);
    } catch (IOException e) {
      throw new IllegalArgumentException("No state: it ends too early.", e);
    }
  }

  private static void write(Object value, DataOutputStream out) throws IOException {
    if (value == null) {
      out.writeByte(NOTHING);
    } else if (value instanceof Long number) {
      out.writeByte(LONG);
      out.writeLong(number);
    } else if (value instanceof Double number) {
      out.writeByte(DOUBLE);
      out.writeDouble(number);
    } else if (value instanceof BigDecimal number) {
      out.writeByte(DECIMAL);
      out.writeUTF(number.toString());
    } else if (value instanceof Row numbers) {
      out.writeByte(NUMBERS);
      out.writeInt(numbers.size());
      for (int i = 0; i < numbers.size(); i++) {
        out.writeDouble(numbers.getDouble(i));
      }
    } else if (value instanceof byte[] bytes) {
      out.writeByte(BYTES);
      out.write(bytes);
    } else {
      throw new IllegalArgumentException("Not to be kept: " + value.getClass());
    }
  }

  private static Object read(DataInputStream in) throws IOException {
    int kind = in.readByte();
    switch (kind) {
      case NOTHING:
        return null;
      case LONG:
        return in.readLong();
      case DOUBLE:
        return in.readDouble();
      case DECIMAL:
        return new BigDecimal(in.readUTF());
      case NUMBERS:
        Object[] numbers = new Object[in.readInt()];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = in.readDouble();
        }
        return RowFactory.create(numbers);
      case BYTES:
        return in.readAllBytes();
      default:
        throw new IllegalArgumentException("No state: kind " + kind + " is not known.");
    }
  }
}
