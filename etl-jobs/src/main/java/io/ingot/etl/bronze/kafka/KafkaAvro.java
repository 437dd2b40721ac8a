package io.ingot.etl.bronze.kafka;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Source;
import io.ingot.etl.bronze.BronzeColumns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.avro.SchemaConverters;
import org.apache.spark.sql.avro.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * One Avro record a message, by a schema that is known beforehand. Its fields are the columns, in
 * their types; a value that is not wholly a record of that schema is kept as corrupt.
 *
 * @param schema of the record
 * @param id with which values begin that come from a schema registry; empty for bare Avro
 */
record KafkaAvro(Schema schema, Optional<Integer> id) implements KafkaValues {
  private static final String FIELDS = "_fields";
  private static final String READABLE = "_readable";
  private static final int FRAME = 5;

  KafkaAvro {
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(id, "id");
  }

  static KafkaAvro of(Source.Topic source, Path project) {
    String file = source.schema().orElseThrow();
    String wrong = "Cannot read the Avro schema " + file + ": ";
    try {
      Schema schema = new Schema.Parser().parse(Files.readString(project.resolve(file)));
      if (schema.getType() != Schema.Type.RECORD || schema.getFields().isEmpty()) {
        throw new ProjectException(wrong + "it is not that of a record with fields.");
      }
      requireColumns(file, schema);
      return new KafkaAvro(schema, source.schemaId());
    } catch (NoSuchFileException e) {
      throw new ProjectException(wrong + "there is no such file in the project's folder.", e);
    } catch (IOException e) {
      throw new ProjectException(wrong + "the file is no readable UTF-8 text.", e);
    } catch (AvroRuntimeException e) {
      throw new ProjectException(wrong + e.getMessage() + ". Correct the file.", e);
    }
  }

  private static void requireColumns(String file, Schema schema) {
    requireSql(file, schema);
    List<String> names =
        schema.getFields().stream().map(field -> field.name().toLowerCase(Locale.ROOT)).toList();
    BronzeColumns.requireFree(file, names);
    String taken =
        names.stream()
            .filter(
                name ->
                    KafkaMessages.OWN.contains(name)
                        || names.indexOf(name) != names.lastIndexOf(name))
            .distinct()
            .collect(Collectors.joining(", "));
    if (!taken.isEmpty()) {
      throw new ProjectException(
          "Cannot read by the Avro schema "
              + file
              + ": it has fields whose names differ in case only, or are those that Ingot adds ("
              + taken
              + "). Rename them there, and give the old name as an alias.");
    }
  }

  /** A schema that holds itself, for one, has no columns. */
  private static void requireSql(String file, Schema schema) {
    try {
      SchemaConverters.toSqlType(schema);
    } catch (Exception e) {
      // Scala does not declare what it throws.
      throw new ProjectException(
          "Cannot read by the Avro schema "
              + file
              + ", since Spark has no columns for it: "
              + e.getMessage().strip(),
          e);
    }
  }

  @Override
  public Dataset<Row> open(Dataset<Row> messages, String value) {
    List<Column> fields = new ArrayList<>();
    schema.getFields().forEach(field -> fields.add(col(FIELDS).getField(field.name())));
    Column allNull = fields.stream().map(Column::isNull).reduce(lit(true), Column::and);
    // Spark gives a row of nulls for what it cannot read, and for a record of nulls too.
    Column corrupt = col(READABLE).isNull().or(col(READABLE).and(allNull));
    List<Column> columns = new ArrayList<>();
    schema.getFields().forEach(f -> columns.add(col(FIELDS).getField(f.name()).as(f.name())));
    Arrays.stream(messages.columns())
        .filter(column -> !column.equals(value))
        .forEach(column -> columns.add(col(column)));
    columns.add(
        when(col(value).isNotNull().and(coalesce(corrupt, lit(true))), KafkaText.coded(col(value)))
            .as(BronzeColumns.CORRUPT));
    return messages
        .withColumn(
            READABLE,
            udf(new KafkaAvroCheck(schema.toString()), DataTypes.BooleanType)
                .apply(bare(col(value))))
        .withColumn(
            FIELDS,
            functions.from_avro(
                when(col(READABLE).isNotNull(), bare(col(value))),
                schema.toString(),
                Map.of("mode", "PERMISSIVE")))
        .select(columns.toArray(Column[]::new));
  }

  /** The value without the frame of a registry; null for a value in another frame. */
  private Column bare(Column value) {
    return id.map(
            number -> {
              byte[] frame = ByteBuffer.allocate(FRAME).put((byte) 0).putInt(number).array();
              return when(
                  substring(value, 1, FRAME).equalTo(lit(frame)),
                  value.substr(lit(FRAME + 1), length(value)));
            })
        .orElse(value);
  }
}
