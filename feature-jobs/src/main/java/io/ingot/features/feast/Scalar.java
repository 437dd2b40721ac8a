package io.ingot.features.feast;

import io.ingot.features.wire.ProtoReader;
import io.ingot.features.wire.ProtoWriter;
import io.ingot.features.wire.ProtoWriter.Wire;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * A single value of {@code feast.types.Value}. What a column of Spark holds is taken as a row hands
 * it out, with or without its Java 8 times.
 */
enum Scalar {
  BYTES(1, Wire.SIZED) {
    @Override
    void write(ProtoWriter out, Object value) {
      out.sized((byte[]) value);
    }

    @Override
    Object read(ProtoReader in) {
      return in.sized();
    }
  },
  STRING(2, Wire.SIZED) {
    @Override
    void write(ProtoWriter out, Object value) {
      out.sized(ProtoWriter.utf8((String) value));
    }

    @Override
    Object read(ProtoReader in) {
      return new String(in.sized(), StandardCharsets.UTF_8);
    }
  },
  INT32(3, Wire.VARINT) {
    @Override
    void write(ProtoWriter out, Object value) {
      out.varint(int32(value));
    }

    @Override
    Object read(ProtoReader in) {
      return (int) in.varint();
    }
  },
  INT64(4, Wire.VARINT) {
    @Override
    void write(ProtoWriter out, Object value) {
      out.varint(int64(value));
    }

    @Override
    Object read(ProtoReader in) {
      return in.varint();
    }
  },
  DOUBLE(5, Wire.FIXED64) {
    @Override
    void write(ProtoWriter out, Object value) {
      out.fixed64(Double.doubleToLongBits(((Number) value).doubleValue()));
    }

    @Override
    Object read(ProtoReader in) {
      return Double.longBitsToDouble(in.fixed64());
    }
  },
  FLOAT(6, Wire.FIXED32) {
    @Override
    void write(ProtoWriter out, Object value) {
      out.fixed32(Float.floatToIntBits(((Number) value).floatValue()));
    }

    @Override
    Object read(ProtoReader in) {
      return Float.intBitsToFloat(in.fixed32());
    }
  },
  BOOL(7, Wire.VARINT) {
    @Override
    void write(ProtoWriter out, Object value) {
      out.varint((Boolean) value ? 1 : 0);
    }

    @Override
    Object read(ProtoReader in) {
      return in.varint() != 0;
    }
  },
  UNIX_TIMESTAMP(8, Wire.VARINT) {
    @Override
    void write(ProtoWriter out, Object value) {
      out.varint(moment(value).getEpochSecond());
    }

    @Override
    Object read(ProtoReader in) {
      return Instant.ofEpochSecond(in.varint());
    }
  };

  private final int number;
  private final Wire wire;

  Scalar(int number, Wire wire) {
    this.number = number;
    this.wire = wire;
  }

  /** Its number in {@code ValueType.Enum}, which is that of its field in {@code Value} too. */
  int number() {
    return number;
  }

  Wire wire() {
    return wire;
  }

  /** Writes a value without its tag. */
  abstract void write(ProtoWriter out, Object value);

  abstract Object read(ProtoReader in);

  static int int32(Object value) {
    return Math.toIntExact(int64(value));
  }

  /** A whole number of any width; others would lose something in silence. */
  static long int64(Object value) {
    if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
      throw new ClassCastException(value.getClass().getSimpleName() + " is no whole number");
    }
    return ((Number) value).longValue();
  }

  /** A moment; a date is its midnight in UTC, and a time without a zone is one of UTC. */
  static Instant moment(Object value) {
    if (value instanceof Instant instant) {
      return instant;
    }
    if (value instanceof Timestamp timestamp) {
      return timestamp.toInstant();
    }
    if (value instanceof LocalDateTime local) {
      return local.toInstant(ZoneOffset.UTC);
    }
    LocalDate date = value instanceof Date day ? day.toLocalDate() : (LocalDate) value;
    return date.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
