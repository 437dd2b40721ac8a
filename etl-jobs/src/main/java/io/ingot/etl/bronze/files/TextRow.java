package io.ingot.etl.bronze.files;

import io.ingot.core.batch.SourceFile;
import io.ingot.etl.bronze.BronzeColumns;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The row of a text record, used for one record after the other: the fields of the source, then
 * Ingot's own columns. Texts are not copied, so a row holds until the next record is read.
 */
final class TextRow {
  private static final StructType SOURCE =
      new StructType()
          .add("name", DataTypes.StringType)
          .add("bytes", DataTypes.LongType)
          .add("modified", DataTypes.TimestampType)
          .add("position", DataTypes.LongType);
  private static final int POSITION = 3;

  private final int fields;
  private final InternalRow row;
  private final InternalRow source = new SpecificInternalRow(SOURCE);

  TextRow(int fields) {
    this.fields = fields;
    this.row = new GenericInternalRow(fields + 3);
    row.update(fields + 2, source);
  }

  /** What rows with some fields of their own have. */
  static StructType schema(List<String> fields) {
    StructType schema = new StructType();
    for (String field : fields) {
      schema = schema.add(field, DataTypes.StringType);
    }
    return schema
        .add(BronzeColumns.CORRUPT, DataTypes.StringType)
        .add(BronzeColumns.FAULT, DataTypes.StringType)
        .add(BronzeColumns.SOURCE, SOURCE);
  }

  /** The next records are of that file. */
  void of(SourceFile file) {
    source.update(0, UTF8String.fromString(file.path()));
    source.setLong(1, file.bytes());
    source.setLong(2, ChronoUnit.MICROS.between(Instant.EPOCH, file.modified()));
  }

  /** Begins a record that is good so far. */
  void at(long position) {
    source.setLong(POSITION, position);
    row.setNullAt(fields);
    row.setNullAt(fields + 1);
  }

  void nothing(int field) {
    row.setNullAt(field);
  }

  void text(int field, byte[] bytes, int from, int length) {
    row.update(field, UTF8String.fromBytes(bytes, from, length));
  }

  /** Makes the record one that cannot be split, without a field. */
  void corrupt(Flaw flaw, byte[] raw, int from, int length) {
    for (int i = 0; i < fields; i++) {
      row.setNullAt(i);
    }
    row.update(fields, UTF8String.fromBytes(raw, from, length));
    row.update(fields + 1, UTF8String.fromString(flaw.name()));
  }

  void corrupt(Flaw flaw, String raw) {
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    corrupt(flaw, bytes, 0, bytes.length);
  }

  InternalRow row() {
    return row;
  }
}
