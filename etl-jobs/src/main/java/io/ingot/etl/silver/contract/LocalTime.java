package io.ingot.etl.silver.contract;

import io.ingot.core.project.ColumnContract.Ambiguous;
import io.ingot.core.project.Zone;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * The moment of a time on a zone's clocks; none where they showed it never or, unless that is
 * decided, twice. Spark has no expression that tells.
 */
record LocalTime(ZoneId zone, Ambiguous ambiguous) implements UDF1<LocalDateTime, Instant> {
  private static final long serialVersionUID = 1;

  /** The moments of times without a zone. */
  static Column of(Column local, Zone zone, Ambiguous ambiguous) {
    return functions.udf(new LocalTime(zone.id(), ambiguous), DataTypes.TimestampType).apply(local);
  }

  @Override
  public Instant call(LocalDateTime local) {
    if (local == null) {
      return null;
    }
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty() || offsets.size() > 1 && ambiguous == Ambiguous.REFUSE) {
      return null;
    }
    int chosen = ambiguous == Ambiguous.LATER ? offsets.size() - 1 : 0;
    return local.toInstant(offsets.get(chosen));
  }
}
