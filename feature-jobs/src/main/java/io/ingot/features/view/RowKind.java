package io.ingot.features.view;

import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.weekday;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.RowFeature;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** What each kind of feature makes of a row's value; the names are the words of the files. */
enum RowKind {
  VALUE(Need.ORDERED) {
    @Override
    Column of(RowFeature feature, Column value) {
      return value;
    }

    @Override
    DataType type(DataType column) {
      return column;
    }
  },
  HOUR(Need.MOMENT) {
    @Override
    Column of(RowFeature feature, Column value) {
      return hour(value);
    }

    @Override
    DataType type(DataType column) {
      return DataTypes.IntegerType;
    }
  },
  WEEKDAY(Need.TIME) {
    @Override
    Column of(RowFeature feature, Column value) {
      return weekday(value).plus(lit(1));
    }

    @Override
    DataType type(DataType column) {
      return DataTypes.IntegerType;
    }
  },
  LOG1P(Need.NUMBER) {
    @Override
    Column of(RowFeature feature, Column value) {
      return when(value.cast("double").gt(-1), log1p(value.cast("double")));
    }

    @Override
    DataType type(DataType column) {
      return DataTypes.DoubleType;
    }
  },
  TOKENS(Need.TEXT) {
    @Override
    Column of(RowFeature feature, Column value) {
      return Words.of(value);
    }

    @Override
    DataType type(DataType column) {
      return Words.TYPE;
    }
  },
  HASHED(Need.TEXT) {
    @Override
    Column of(RowFeature feature, Column value) {
      WordCounts counts = new WordCounts(((RowFeature.Hashed) feature).size());
      return udf(counts, WordCounts.TYPE).apply(Words.of(value));
    }

    @Override
    DataType type(DataType column) {
      return WordCounts.TYPE;
    }
  };

  private final Need need;

  RowKind(Need need) {
    this.need = need;
  }

  static RowKind of(RowFeature feature) {
    return valueOf(feature.word().toUpperCase(Locale.ROOT));
  }

  /** What the column has to be. */
  Need need() {
    return need;
  }

  /** The feature of a row with a value. */
  abstract Column of(RowFeature feature, Column value);

  /** The feature's type for a column of a type. */
  abstract DataType type(DataType column);
}
