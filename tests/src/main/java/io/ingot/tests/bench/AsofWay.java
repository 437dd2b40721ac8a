package io.ingot.tests.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;

import io.ingot.features.asof.LabelTerms;
import io.ingot.features.asof.PointInTime;
import io.ingot.features.asof.ViewInput;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Ways to find for each label the last values that held, and were known, at its time. */
enum AsofWay {
  /** Ingot's: labels and history in one order, walked through once. */
  INGOT {
    @Override
    Dataset<Row> join(Dataset<Row> labels, ViewInput history) {
      return PointInTime.join(labels, LabelTerms.usual("t"), List.of(history));
    }
  },
  /** Each label with all that came before it, of which the greatest is kept. */
  RANGE {
    @Override
    Dataset<Row> join(Dataset<Row> labels, ViewInput history) {
      Dataset<Row> last =
          pairs(labels, history)
              .groupBy("id")
              .agg(max(struct(col("valid_from"), col("known_time"), col("value"))).as("last"))
              .select(col("id"), col("last.value").as("value"));
      return labels.join(last, "id", "left");
    }
  },
  /** Each label with all that came before it, numbered from the last one. */
  ROW_NUMBER {
    @Override
    Dataset<Row> join(Dataset<Row> labels, ViewInput history) {
      Dataset<Row> last =
          pairs(labels, history)
              .withColumn(
                  "n",
                  row_number()
                      .over(
                          Window.partitionBy("id")
                              .orderBy(
                                  col("valid_from").desc(),
                                  col("known_time").desc(),
                                  col("value").desc())))
              .filter("n = 1")
              .select("id", "value");
      return labels.join(last, "id", "left");
    }
  };

  /** The labels with a column {@code value}, in no order. */
  abstract Dataset<Row> join(Dataset<Row> labels, ViewInput history);

  /** As it stands in the table of results. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Dataset<Row> pairs(Dataset<Row> labels, ViewInput history) {
    Column same = labels.col("customer").equalTo(history.rows().col("customer"));
    Column held = history.rows().col("valid_from").leq(labels.col("t"));
    Column known = history.rows().col("known_time").leq(labels.col("t"));
    return labels
        .join(history.rows(), same.and(held).and(known))
        .select(
            labels.col("id"),
            history.rows().col("valid_from"),
            history.rows().col("known_time"),
            history.rows().col("value"));
  }
}
