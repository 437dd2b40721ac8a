package io.ingot.features.online;

import io.ingot.core.project.FeatureView;
import io.ingot.core.project.FeatureYaml;
import java.time.Instant;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/** A view of customers with {@code spend_7d} and {@code visits_7d}, and rows of it. */
final class Spending {
  static final String YAML =
      """
      entity: {customer_id: bigint}
      from: silver.sales
      event_time: sold_on
      known_time: known_at
      features:
        spend: {sum: amount, windows: [7d]}
        visits: {count: "*", windows: [7d]}
      """;

  static final String COLUMNS =
      "customer_id, event_time, valid_from, known_time, spend_7d, visits_7d, _deleted";

  static final FeatureView VIEW = view("online: {connection: store}\n");

  static final StructType TABLE =
      new StructType()
          .add("customer_id", DataTypes.LongType)
          .add("event_time", DataTypes.DateType)
          .add("valid_from", DataTypes.TimestampType)
          .add("known_time", DataTypes.TimestampType)
          .add("spend_7d", DataTypes.DoubleType)
          .add("visits_7d", DataTypes.LongType)
          .add("_deleted", DataTypes.BooleanType);

  private static final StructType LATEST =
      new StructType()
          .add("customer_id", DataTypes.LongType)
          .add("spend_7d", DataTypes.DoubleType)
          .add("visits_7d", DataTypes.LongType)
          .add(Latest.VALID, DataTypes.LongType)
          .add(Latest.KNOWN, DataTypes.LongType)
          .add(Latest.GONE, DataTypes.BooleanType);

  private Spending() {}

  /** The view with some more lines in its file. */
  static FeatureView view(String more) {
    return FeatureYaml.view("spending", YAML + more);
  }

  /** A row of {@link Latest}. */
  static Row row(long customer, Double spend, Long visits, Instant valid, Instant known) {
    return of(RowFactory.create(customer, spend, visits, micros(valid), micros(known), false));
  }

  /** A row of {@link Latest} that says that there is nothing any more. */
  static Row gone(long customer, Instant valid, Instant known) {
    return of(RowFactory.create(customer, null, null, micros(valid), micros(known), true));
  }

  private static Row of(Row plain) {
    return new GenericRowWithSchema(JavaConverters.seqAsJavaList(plain.toSeq()).toArray(), LATEST);
  }

  private static long micros(Instant moment) {
    return Marker.micros(moment);
  }
}
