package io.ingot.features.training;

import io.ingot.core.error.ProjectException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** How the rows of a label file are written down. */
enum LabelKind {
  /** Comma-separated, with a head; a quote in a quoted text is doubled, as RFC 4180 has it. */
  CSV {
    @Override
    Dataset<Row> read(String path, Set<String> texts, SparkSession spark) {
      StructType inferred =
          spark
              .read()
              .option("header", true)
              .option("multiLine", true)
              .option("escape", "\"")
              .option("inferSchema", true)
              .csv(path)
              .schema();
      return spark
          .read()
          .schema(withTexts(inferred, texts))
          .option("header", true)
          .option("multiLine", true)
          .option("escape", "\"")
          .option("columnNameOfCorruptRecord", BROKEN)
          .csv(path);
    }
  },

  /** An object of JSON a line. */
  JSON {
    @Override
    Dataset<Row> read(String path, Set<String> texts, SparkSession spark) {
      StructType inferred =
          spark.read().option("columnNameOfCorruptRecord", BROKEN).json(path).schema();
      return spark
          .read()
          .schema(withTexts(inferred, texts))
          .option("columnNameOfCorruptRecord", BROKEN)
          .json(path);
    }
  },

  /** A Parquet file, or a folder of them; its columns have types already. */
  PARQUET {
    @Override
    Dataset<Row> read(String path, Set<String> texts, SparkSession spark) {
      return spark.read().parquet(path);
    }
  };

  /** The column that holds a row that could not be read. */
  static final String BROKEN = "_broken";

  /**
   * The rows of a file, with {@link #BROKEN} where a row can be.
   *
   * @param texts columns that are left as text, since their types are known better
   */
  abstract Dataset<Row> read(String path, Set<String> texts, SparkSession spark);

  /**
   * The kind of a file, by its name.
   *
   * @throws ProjectException when it tells none
   */
  static LabelKind of(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    if (name.matches(".*\\.csv(\\.gz)?")) {
      return CSV;
    }
    if (name.matches(".*\\.(json|jsonl|ndjson)(\\.gz)?")) {
      return JSON;
    }
    if (name.matches(".*\\.parquet/?")) {
      return PARQUET;
    }
    throw new ProjectException(
        "Cannot read labels from "
            + path
            + ": its name does not tell what it is. Name it .csv, .jsonl or .parquet, or say a"
            + " table, such as silver.labels.");
  }

  private static StructType withTexts(StructType inferred, Set<String> texts) {
    return new StructType(
            Arrays.stream(inferred.fields())
                .filter(field -> !field.name().equals(BROKEN))
                .map(
                    field ->
                        texts.contains(field.name())
                            ? DataTypes.createStructField(field.name(), DataTypes.StringType, true)
                            : field)
                .toArray(StructField[]::new))
        .add(BROKEN, DataTypes.StringType, true);
  }
}
