package io.ingot.etl.silver.json;

import com.fasterxml.jackson.core.JsonToken;
import java.util.EnumSet;
import java.util.Set;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** What a declared type that is not complex may come as in JSON. */
enum Kind {
  STRING("BAD_TYPE", Came.TEXT, Came.NUMBER, Came.TRUTH),
  INTEGRAL("BAD_INT", Came.NUMBER),
  FLOATING("BAD_NUMBER", Came.NUMBER),
  DECIMAL("BAD_DECIMAL", Came.TEXT, Came.NUMBER),
  BOOLEAN("BAD_BOOLEAN", Came.TRUTH),
  DATE("BAD_DATE", Came.TEXT),
  TIMESTAMP("BAD_TIMESTAMP", Came.TEXT),
  OTHER("BAD_TYPE", Came.TEXT);

  private final String code;
  private final Set<Came> taken;

  Kind(String code, Came first, Came... others) {
    this.code = code;
    this.taken = EnumSet.of(first, others);
  }

  private enum Came {
    TEXT,
    NUMBER,
    TRUTH
  }

  static Kind of(DataType type) {
    if (type instanceof StringType) {
      return STRING;
    }
    if (type instanceof IntegralType) {
      return INTEGRAL;
    }
    if (type instanceof DoubleType || type instanceof FloatType) {
      return FLOATING;
    }
    if (type instanceof DecimalType) {
      return DECIMAL;
    }
    if (type instanceof BooleanType) {
      return BOOLEAN;
    }
    if (type instanceof DateType) {
      return DATE;
    }
    return type instanceof TimestampType || type instanceof TimestampNTZType ? TIMESTAMP : OTHER;
  }

  /** The reason code of a value that is none of this kind. */
  String code() {
    return code;
  }

  /** Whether a value may come as this token, which begins no object and no array. */
  boolean takes(JsonToken token) {
    return taken.contains(
        token == JsonToken.VALUE_STRING ? Came.TEXT : token.isNumeric() ? Came.NUMBER : Came.TRUTH);
  }
}
