package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.ColumnContract.NormalForm;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Text in a normal form of Unicode, without the characters of no width that make two texts differ
 * that look alike (U+200B to U+200D, U+FEFF). Spark has no expression for it.
 */
record NormalText(NormalForm form) implements UDF1<String, String> {
  private static final long serialVersionUID = 1;
  private static final Pattern NO_WIDTH = Pattern.compile("[\\u200B-\\u200D\\uFEFF]");

  static Column of(Column text, NormalForm form) {
    // Text of nothing but ASCII is normal, and most is.
    return when(octet_length(text).equalTo(length(text)), text)
        .otherwise(udf(new NormalText(form), DataTypes.StringType).apply(text));
  }

  @Override
  public String call(String text) {
    return text == null
        ? null
        : Normalizer.normalize(
            NO_WIDTH.matcher(text).replaceAll(""),
            form == NormalForm.NFC ? Normalizer.Form.NFC : Normalizer.Form.NFKC);
  }
}
