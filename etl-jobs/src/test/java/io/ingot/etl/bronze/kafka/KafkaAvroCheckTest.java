package io.ingot.etl.bronze.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

class KafkaAvroCheckTest {
  private static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "All", "fields": [
                {"name": "number", "type": ["null", "long"]},
                {"name": "small", "type": "int"},
                {"name": "real", "type": "double"},
                {"name": "short", "type": "float"},
                {"name": "flag", "type": "boolean"},
                {"name": "text", "type": "string"},
                {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
                {"name": "code", "type": {"type": "fixed", "name": "Code", "size": 3}},
                {"name": "list", "type": {"type": "array", "items": ["null", "string"]}},
                {"name": "map", "type": {"type": "map", "values": "bytes"}}]}
              """);

  private final KafkaAvroCheck check = new KafkaAvroCheck(SCHEMA.toString());

  @Property(tries = 300)
  void whatAvroWritesIsARecordAndNoOtherLengthOfItIs(
      @ForAll("records") GenericRecord record, @ForAll byte extra) {
    byte[] bytes = written(record);

    assertThat(check.call(bytes)).isTrue();
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    longer[bytes.length] = extra;
    assertThat(check.call(longer)).isNull();
    for (int length = 0; length < bytes.length; length++) {
      assertThat(check.call(Arrays.copyOf(bytes, length))).isNull();
    }
  }

  @Property(tries = 1000)
  void anyBytesAreJudgedWithoutAnError(@ForAll byte[] bytes) {
    check.call(bytes);
  }

  @Example
  void lengthsThatTheBytesDoNotHoldAreRefusedWithoutMemoryForThem() {
    KafkaAvroCheck nulls = check("{\"type\": \"array\", \"items\": \"null\"}");
    KafkaAvroCheck text = check("\"string\"");

    assertThat(nulls.call(new byte[] {2, 0})).isTrue();
    // An array of 2^31 - 1 nulls, and a text of as many bytes.
    byte[] most = {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F, 0};
    assertThat(nulls.call(most)).isNull();
    assertThat(text.call(most)).isNull();
    assertThat(text.call(new byte[] {2, (byte) 0xFF})).isNull();
    assertThat(check("\"boolean\"").call(new byte[] {2})).isNull();
    assertThat(check("[\"null\", \"long\"]").call(new byte[] {0})).isFalse();
    assertThat(check("[\"null\", \"long\"]").call(new byte[] {4, 0})).isNull();
    assertThat(text.call(null)).isNull();
  }

  @Provide
  Arbitrary<GenericRecord> records() {
    Arbitrary<String> texts = Arbitraries.strings().all().ofMaxLength(5).map(s -> valid(s));
    return Combinators.combine(
            Arbitraries.longs().injectNull(0.3),
            Arbitraries.integers(),
            Arbitraries.doubles(),
            texts,
            texts.injectNull(0.2).list().ofMaxSize(3),
            Arbitraries.of("A", "B"))
        .as(
            (number, small, real, text, list, kind) ->
                new GenericRecordBuilder(SCHEMA)
                    .set("number", number)
                    .set("small", small)
                    .set("real", real)
                    .set("short", 1.5f)
                    .set("flag", small % 2 == 0)
                    .set("text", text)
                    .set("kind", new GenericData.EnumSymbol(SCHEMA.getField("kind").schema(), kind))
                    .set(
                        "code",
                        new GenericData.Fixed(
                            SCHEMA.getField("code").schema(), new byte[] {1, 2, 3}))
                    .set("list", list)
                    .set("map", Map.of(text, ByteBuffer.wrap(new byte[] {0})))
                    .build());
  }

  /** A half of a surrogate pair has no UTF-8. */
  private static String valid(String text) {
    return text.replaceAll("[\\ud800-\\udfff]", "-");
  }

  private static KafkaAvroCheck check(String type) {
    return new KafkaAvroCheck(
        "{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"f\", \"type\": "
            + type
            + "}]}");
  }

  private static byte[] written(GenericRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      new GenericDatumWriter<GenericRecord>(SCHEMA).write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }
}
