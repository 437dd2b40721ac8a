package io.ingot.etl.bronze.kafka;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.spark.sql.api.java.UDF1;

/**
 * Walks over bytes and tells whether they are exactly one record of a schema. Avro's own reader
 * stops at the end of the record whatever follows, so that bytes of another schema can pass for a
 * record; and it reserves the memory that a length asks for before it looks whether so much came.
 */
final class KafkaAvroCheck implements UDF1<byte[], Boolean> {
  private static final long serialVersionUID = 1L;

  private final String json;
  private transient Schema schema;

  KafkaAvroCheck(String json) {
    this.json = json;
  }

  /** Null: no such record, or no bytes. Else whether any of its fields has a value. */
  @Override
  public Boolean call(byte[] value) {
    if (value == null) {
      return null;
    }
    if (schema == null) {
      schema = new Schema.Parser().parse(json);
    }
    try {
      Walk walk = new Walk(ByteBuffer.wrap(value));
      boolean any = false;
      for (Schema.Field field : schema.getFields()) {
        any |= walk.over(field.schema());
      }
      return walk.ended() ? any : null;
    } catch (NoRecordException | BufferUnderflowException e) {
      return null;
    }
  }

  private static final class NoRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoRecordException() {
      super(null, null, false, false);
    }
  }

  /** One pass over one value. */
  private static final class Walk {
    private final ByteBuffer bytes;

    /** Items can take no byte at all, so that their number is bounded by itself. */
    private long items;

    Walk(ByteBuffer bytes) {
      this.bytes = bytes;
      this.items = bytes.remaining();
    }

    boolean ended() {
      return !bytes.hasRemaining();
    }

    /** Passes over a value of the schema; tells whether it is not null. */
    boolean over(Schema schema) {
      switch (schema.getType()) {
        case NULL:
          return false;
        case BOOLEAN:
          within(bytes.get(), 2);
          break;
        case INT:
          whole(number());
          break;
        case LONG:
          number();
          break;
        case FLOAT:
          skip(Float.BYTES);
          break;
        case DOUBLE:
          skip(Double.BYTES);
          break;
        case BYTES:
          skip(number());
          break;
        case STRING:
          text(number());
          break;
        case FIXED:
          skip(schema.getFixedSize());
          break;
        case ENUM:
          within(number(), schema.getEnumSymbols().size());
          break;
        case UNION:
          return over(schema.getTypes().get(within(number(), schema.getTypes().size())));
        case RECORD:
          schema.getFields().forEach(field -> over(field.schema()));
          break;
        case ARRAY:
          blocks(() -> over(schema.getElementType()));
          break;
        case MAP:
          blocks(
              () -> {
                text(number());
                over(schema.getValueType());
              });
          break;
      }
      return true;
    }

    private void blocks(Runnable item) {
      for (long count = number(); count != 0; count = number()) {
        long size = count < 0 ? number() : -1;
        int begin = bytes.position();
        long many = Math.abs(count);
        require(many > 0 && many <= items);
        items -= many;
        for (long i = 0; i < many; i++) {
          item.run();
        }
        require(count > 0 || size == bytes.position() - begin);
      }
    }

    /** A number of seven bits a byte, the lowest first, its sign in the lowest bit of all. */
    private long number() {
      long coded = 0;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        byte next = bytes.get();
        coded |= (next & 0x7FL) << shift;
        if (next >= 0) {
          return (coded >>> 1) ^ -(coded & 1);
        }
      }
      throw new NoRecordException();
    }

    private void skip(long length) {
      require(length >= 0 && length <= bytes.remaining());
      bytes.position(bytes.position() + (int) length);
    }

    private void text(long length) {
      ByteBuffer text = bytes.slice();
      skip(length);
      try {
        StandardCharsets.UTF_8.newDecoder().decode(text.limit((int) length));
      } catch (CharacterCodingException e) {
        throw new NoRecordException();
      }
    }

    private static void whole(long number) {
      require(number == (int) number);
    }

    private static int within(long index, int size) {
      require(index >= 0 && index < size);
      return (int) index;
    }

    private static void require(boolean fits) {
      if (!fits) {
        throw new NoRecordException();
      }
    }
  }
}
