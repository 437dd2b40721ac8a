package io.ingot.features.view;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.regexp_extract_all;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;

/** What a word of a text is, for features and for what is learned from texts alike. */
public final class Words {
  static final ArrayType TYPE = DataTypes.createArrayType(DataTypes.StringType, true);

  private static final String SINGLE = "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}";

  /**
   * A word as a regular expression: one sign of those scripts that write no spaces, or a run of
   * other letters and digits with the marks above or below them.
   */
  public static final String PATTERN =
      "[" + SINGLE + "]|[\\p{L}\\p{N}&&[^" + SINGLE + "]][\\p{L}\\p{N}\\p{M}&&[^" + SINGLE + "]]*";

  private static final Pattern WORD = Pattern.compile(PATTERN);
  private static final Pattern ALONE = Pattern.compile("[" + SINGLE + "]");

  private Words() {}

  /** In order, in lower case; null of null, none of a text without a letter or digit. */
  static Column of(Column text) {
    return regexp_extract_all(lower(text), lit(PATTERN), lit(0));
  }

  /** The words of a text with their places, in order. */
  public static List<MatchResult> in(String text) {
    return WORD.matcher(text).results().toList();
  }

  /** Whether a word is one of a script that writes no spaces. */
  public static boolean standsAlone(String word) {
    return ALONE.matcher(word).matches();
  }
}
