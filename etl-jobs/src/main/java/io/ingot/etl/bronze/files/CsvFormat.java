package io.ingot.etl.bronze.files;

import io.ingot.core.batch.SourceFile;
import io.ingot.core.project.CsvDialect;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * CSV with a header line, or with columns that are declared. Every field stays text, as it stands,
 * and goes to the column that its file's header names. Files with another order or set of columns
 * are read beside each other.
 */
record CsvFormat(CsvDialect dialect) implements Formats {
  @Override
  public StructType head(PackedFiles files, String name) throws IOException {
    StructType head = new StructType();
    for (String column : columns(files, name)) {
      head = head.add(column, DataTypes.StringType);
    }
    return head;
  }

  private List<String> columns(PackedFiles files, String name) throws IOException {
    try (LineReader lines = TextHead.open(files, name, Charset.forName(dialect.encoding()))) {
      CsvRecords records = new CsvRecords(lines, dialect);
      if (!dialect.columns().isEmpty()) {
        return dialect.columns();
      }
      return records.next() ? names(records) : List.of();
    }
  }

  private static List<String> names(CsvRecords records) throws DamagedFile {
    Optional<String> unreadable =
        records
            .flaw()
            .map(
                flaw ->
                    switch (flaw) {
                      case QUOTE -> "its header has a quote that is not closed, or within a name";
                      case ENCODING -> "its header is no text of the declared encoding";
                      default -> "its header is longer than a record may be";
                    });
    if (unreadable.isPresent()) {
      throw new DamagedFile(Flaw.HEADER, unreadable.get());
    }
    if (records.position() >= Split.SHORTEST) {
      throw new DamagedFile(
          Flaw.HEADER, "its first " + Split.SHORTEST + " bytes are blank, and hold no header");
    }
    return records.names();
  }

  @Override
  public Dataset<Row> rows(
      SparkSession spark, SourceFolder folder, StructType head, List<SourceFile> files) {
    List<SourceFile> read = head.isEmpty() ? List.of() : files;
    return TextRelation.rows(
        spark, folder.packed(), read, new CsvLines(dialect, List.of(head.fieldNames())));
  }

  @Override
  public PackedFiles.Reading whole() {
    return PackedFiles::drain;
  }
}
