package io.ingot.etl.bronze.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaValuesTest {
  private static final String SALE =
      """
      {"type": "record", "name": "Sale", "fields": [
        {"name": "id", "type": "long"},
        {"name": "store", "type": ["null", "string"]},
        {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
        {"name": "lines", "type": {"type": "array", "items": "int"}}]}
      """;

  private static final String LOOSE =
      """
      {"type": "record", "name": "Loose", "fields": [
        {"name": "a", "type": ["null", "long"]}, {"name": "b", "type": ["null", "string"]}]}
      """;

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void connectToTheBroker() {
    project =
        TestProject.in(folder)
            .file(
                "ingot.yml",
                """
                name: test
                lake: lake
                connections:
                  bus: {type: kafka, brokers: "%s"}
                """
                    .formatted(KafkaTopics.broker().address()));
  }

  @Test
  void aMessageKeepsItsKeyItsHeadersAndItsTime() {
    KafkaTopics.create("keyed", 1);
    ProducerRecord<byte[], byte[]> full =
        new ProducerRecord<>("keyed", 0, 1767225600123L, text("Zoë"), text("{\"id\": 1}"));
    full.headers().add("trace", text("ab")).add("trace", bytes(0xFF)).add("none", null);
    KafkaTopics.send(full);
    KafkaTopics.send(new ProducerRecord<>("keyed", 0, bytes(0xC3, 0x28), text("{\"id\": 2}")));
    KafkaTopics.send(new ProducerRecord<>("keyed", 0, text("base64:x"), text("{\"id\": 3}")));
    KafkaTopics.send(new ProducerRecord<>("keyed", 0, text("Zoë"), null));
    json("keyed");

    project.run();

    assertThat(project.rows("bronze.keyed", "_offset", "_key", "_raw", "_deleted", "_corrupt"))
        .containsExactly(
            "[0,Zoë,{\"id\": 1},false,null]",
            "[1,base64:wyg=,{\"id\": 2},false,null]",
            "[2,base64:YmFzZTY0Ong=,{\"id\": 3},false,null]",
            "[3,Zoë,null,true,null]");
    assertThat(project.rows("bronze.keyed", "_offset", "to_json(_headers)", "_timestamp").get(0))
        .isEqualTo(
            "[0,[{\"key\":\"trace\",\"value\":\"ab\"},{\"key\":\"trace\",\"value\":\"base64:/w==\"},"
                + "{\"key\":\"none\"}],2026-01-01 00:00:00.123]");
  }

  @Test
  void whatIsNoJsonObjectIsKeptAsCorrupt() {
    KafkaTopics.create("broken", 1);
    KafkaTopics.send("broken", 0, "{\"id\": 1}", "{\"id\": 2", "[1]", "null", "", "{}");
    byte[] latin = "{\"name\": \"Zoë\"}".getBytes(StandardCharsets.ISO_8859_1);
    KafkaTopics.send(new ProducerRecord<>("broken", 0, null, latin));
    KafkaTopics.send(
        new ProducerRecord<>(
            "broken", 0, null, text("{\"name\": \"" + "\uFFFD".repeat(60) + "\"}")));
    json("broken");

    assertThat(project.run().counts("bronze.broken").read()).isEqualTo(8);

    assertThat(project.rows("bronze.broken", "_offset", "_corrupt", "_fault", "_raw is null"))
        .containsExactly(
            "[0,null,null,false]",
            "[1,{\"id\": 2,BAD_JSON,false]",
            "[2,[1],ARRAY,false]",
            "[3,null,NOT_OBJECT,false]",
            "[4,,BAD_JSON,false]",
            "[5,null,null,false]",
            "[6,base64:eyJuYW1lIjogIlpv6yJ9,ENCODING,true]",
            "[7,null,null,false]");
    assertThat(project.rows("bronze.broken", "_offset", "_corrupt is null").get(3))
        .isEqualTo("[3,false]");
  }

  @Test
  void avroFieldsBecomeColumnsAndWhatIsNotWhollyARecordIsKeptAsCorrupt() {
    KafkaTopics.create("sales", 1);
    byte[] good = avro(sale(7));
    sendBytes("sales", good);
    sendBytes("sales", Arrays.copyOf(good, good.length - 1));
    sendBytes("sales", Arrays.copyOf(good, good.length + 1));
    sendBytes("sales", framed(5, good));
    KafkaTopics.send("sales", 0, "{\"id\": 1}");
    KafkaTopics.send(new ProducerRecord<>("sales", 0, text("k"), null));
    avro("sales", SALE, "");

    assertThat(project.run().counts("bronze.sales").read()).isEqualTo(6);

    assertThat(project.lake().table(TableName.of("bronze.sales")).state().schema().toDDL())
        .startsWith(
            "id BIGINT,store STRING,price DECIMAL(9,2),at TIMESTAMP,lines ARRAY<INT>,_key STRING");
    assertThat(
            project
                .rows("bronze.sales", "_offset", "id", "store", "price", "at", "lines[1]")
                .get(0))
        .isEqualTo("[0,7,Zürich,12.50,2026-01-01 00:00:00.000001,-2]");
    assertThat(project.rows("bronze.sales", "_offset", "id", "_deleted", "substr(_corrupt, 1, 7)"))
        .containsExactly(
            "[0,7,false,null]",
            "[1,null,false,base64:]",
            "[2,null,false,base64:]",
            "[3,null,false,base64:]",
            "[4,null,false,base64:]",
            "[5,null,true,null]");
  }

  @Test
  void aRecordOfNullsIsNotTakenForABrokenOne() {
    KafkaTopics.create("loose", 1);
    sendBytes("loose", bytes(0, 0));
    sendBytes("loose", bytes(0, 9));
    sendBytes("loose", bytes(2, 6, 2, 2, 'x'));
    avro("loose", LOOSE, "");

    project.run();

    assertThat(project.rows("bronze.loose", "_offset", "a", "b", "_corrupt"))
        .containsExactly("[0,null,null,null]", "[1,null,null,base64:AAk=]", "[2,3,x,null]");
  }

  @Test
  void onlyTheDeclaredSchemaOfARegistryIsRead() {
    KafkaTopics.create("framed", 1);
    sendBytes("framed", framed(258, avro(sale(7))));
    sendBytes("framed", framed(259, avro(sale(8))));
    sendBytes("framed", avro(sale(9)));
    avro("framed", SALE, ", schema_id: 258");

    project.run();

    assertThat(project.rows("bronze.framed", "_offset", "id", "_corrupt is null"))
        .containsExactly("[0,7,true]", "[1,null,false]", "[2,null,false]");
  }

  @Test
  void aSchemaThatCannotBeReadIsToldBeforeTheBrokerIsAsked() {
    String record = "{\"type\": \"record\", \"name\": \"R\", \"fields\": [%s]}";
    avro("missing", null, "");
    avro("invalid", "{\"type\": \"recrod\"}", "");
    avro("plain", "{\"type\": \"long\"}", "");
    avro("taken", record.formatted("{\"name\": \"_Key\", \"type\": \"long\"}"), "");
    avro(
        "twice",
        record.formatted(
            "{\"name\": \"id\", \"type\": \"long\"}, {\"name\": \"ID\", \"type\": \"long\"}"),
        "");
    avro("endless", record.formatted("{\"name\": \"next\", \"type\": [\"null\", \"R\"]}"), "");

    TestRun run = project.run();

    List.of("missing", "invalid", "plain", "taken", "twice", "endless")
        .forEach(
            table ->
                assertThat(run.failure("bronze." + table))
                    .isInstanceOf(ProjectException.class)
                    .hasMessageContaining("Avro schema schemas/" + table + ".avsc"));
    assertThat(run.failure("bronze.missing")).hasMessageContaining("there is no such file");
    assertThat(run.failure("bronze.taken")).hasMessageContaining("_key");
  }

  private void json(String topic) {
    project.file(
        "bronze/" + topic + ".yml",
        "source: {connection: bus, topic: %s, format: json}\n".formatted(topic));
  }

  private void avro(String topic, String schema, String more) {
    String file = "schemas/" + topic + ".avsc";
    if (schema != null) {
      project.file(file, schema);
    }
    project.file(
        "bronze/" + topic + ".yml",
        "source: {connection: bus, topic: %s, format: avro, schema: %s%s}\n"
            .formatted(topic, file, more));
  }

  private static GenericRecord sale(long id) {
    return new GenericRecordBuilder(new Schema.Parser().parse(SALE))
        .set("id", id)
        .set("store", "Zürich")
        .set("price", decimal("12.50"))
        .set("at", 1767225600000001L)
        .set("lines", List.of(1, -2))
        .build();
  }

  private static ByteBuffer decimal(String number) {
    return new Conversions.DecimalConversion()
        .toBytes(new BigDecimal(number), null, LogicalTypes.decimal(9, 2));
  }

  private static byte[] avro(GenericRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      new GenericDatumWriter<GenericRecord>(record.getSchema(), GenericData.get())
          .write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] framed(int id, byte[] value) {
    return ByteBuffer.allocate(5 + value.length).put((byte) 0).putInt(id).put(value).array();
  }

  private static void sendBytes(String topic, byte[] value) {
    KafkaTopics.send(new ProducerRecord<>(topic, 0, null, value));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
