package io.ingot.etl.bronze.http;

import io.ingot.core.error.SourceException;
import io.ingot.etl.bronze.BronzeColumns;
import io.ingot.etl.bronze.JsonFault;
import io.ingot.etl.bronze.http.client.Fingerprint;
import io.ingot.etl.bronze.http.client.JsonPage;
import io.ingot.etl.bronze.http.client.PageMark;
import io.ingot.etl.bronze.http.client.PageShape;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Makes the records of landed pages rows, each with its exact text.
 *
 * @param origin connection and endpoint
 * @param records where the list of records is in a page
 * @param pages by the names of their bodies
 */
record RestRecords(String origin, String records, HashMap<String, Landed> pages)
    implements FlatMapFunction<Row, Row> {
  private static final StructType SCHEMA =
      new StructType()
          .add(BronzeColumns.RAW, DataTypes.StringType)
          .add(BronzeColumns.CORRUPT, DataTypes.StringType)
          .add(BronzeColumns.FAULT, DataTypes.StringType)
          .add(
              BronzeColumns.SOURCE,
              new StructType()
                  .add("name", DataTypes.StringType)
                  .add("bytes", DataTypes.LongType)
                  .add("modified", DataTypes.TimestampType)
                  .add("position", DataTypes.LongType));

  /**
   * A page as it was when it was found good.
   *
   * @param first number of its first record in the batch
   */
  record Landed(String digest, long first) implements Serializable {}

  /** The rows of a landing, where each request's pages have these marks. */
  static Dataset<Row> rows(
      SparkSession spark,
      RestLanding landing,
      List<List<PageMark>> marks,
      String origin,
      Optional<String> records) {
    HashMap<String, Landed> pages = new HashMap<>();
    long first = 0;
    for (int request = 0; request < marks.size(); request++) {
      for (int page = 0; page < marks.get(request).size(); page++) {
        PageMark mark = marks.get(request).get(page);
        pages.put(RestLanding.body(request, page), new Landed(mark.digest(), first));
        first += mark.records();
      }
    }
    Dataset<Row> bodies =
        spark
            .read()
            .format("binaryFile")
            .option("pathGlobFilter", "*.json")
            .load(landing.location().replaceAll("[\\\\{}\\[\\]*?]", "\\\\$0"))
            .select("path", "content");
    // What Spark lists here is what it reads: a file that goes later fails the read.
    if (bodies.inputFiles().length < pages.size()) {
      throw changed(origin, "some went");
    }
    return bodies.flatMap(new RestRecords(origin, records.orElse(""), pages), Encoders.row(SCHEMA));
  }

  @Override
  public Iterator<Row> call(Row file) {
    String path = file.getString(0);
    String name = path.substring(path.lastIndexOf('/') + 1);
    Landed landed = pages.get(name);
    if (landed == null) {
      // A body that was never marked: the page after the last, as an earlier try saw it.
      return List.<Row>of().iterator();
    }
    byte[] body = file.getAs(1);
    if (!Fingerprint.of(body).equals(landed.digest())) {
      throw changed(origin, name + " is another one");
    }
    JsonPage page = JsonPage.read(origin, body, new PageShape(records, Optional.empty()));
    return IntStream.range(0, page.size())
        .mapToObj(record -> row(page, record, landed.first() + record))
        .iterator();
  }

  private Row row(JsonPage page, int record, long position) {
    String text = page.text(record);
    String fault = JsonFault.of(text).orElse(null);
    return RowFactory.create(
        text, fault == null ? null : text, fault, RowFactory.create(origin, null, null, position));
  }

  private static SourceException changed(String origin, String how) {
    return new SourceException(
        "Cannot read "
            + origin
            + ": its landed pages changed while they were read ("
            + how
            + "). Another run is at work; run again once it is done.");
  }
}
