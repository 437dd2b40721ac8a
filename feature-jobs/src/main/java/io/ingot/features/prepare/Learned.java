package io.ingot.features.prepare;

import static org.apache.spark.ml.functions.vector_to_array;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ingot.features.view.Columns;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * What the training part taught about one column: all that a server without Spark needs to make the
 * same of a value. A value is missing where it is null or, of a number, NaN or infinite.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Learned.Imputed.class, name = "impute"),
  @JsonSubTypes.Type(value = Learned.Scaled.class, name = "scale"),
  @JsonSubTypes.Type(value = Learned.Indexed.class, name = "index"),
  @JsonSubTypes.Type(value = Learned.OneHot.class, name = "one_hot"),
  @JsonSubTypes.Type(value = Learned.TfIdf.class, name = "tfidf")
})
public sealed interface Learned {
  /** The column that it is made of; of one that is imputed, too, the imputed one. */
  String column();

  /** The column that it makes. */
  String output();

  /** Training rows with a value. */
  long values();

  /** Training rows without one, which taught nothing. */
  long missing();

  /** The output as training sets have it: numbers and arrays where the pipeline has vectors. */
  default Column plain() {
    return Columns.named(output());
  }

  /**
   * What stands for a missing value.
   *
   * @param by mean, median, most_frequent or constant
   * @param type of the output, as SQL names it
   * @param value as text
   */
  record Imputed(
      String column, String output, String by, String type, String value, long values, long missing)
      implements Learned {}

  /**
   * A value x becomes (x - center - rest) / divisor, 0 where the divisor is 0, and null where it is
   * missing. Taking the center away before anything is rounded keeps all digits of a small
   * difference between large numbers; whoever needs less may take center and rest together.
   *
   * @param by standard, min_max or robust
   * @param center mean, least value or median, as near to it as a value of the column can be
   * @param rest what is left of it
   * @param divisor deviation of the sample, width or distance of the quartiles
   */
  record Scaled(
      String column,
      String output,
      String by,
      BigDecimal center,
      double rest,
      double divisor,
      long values,
      long missing)
      implements Learned {}

  /**
   * A value becomes its place among the categories, from 0 on; a missing one, and one that is not
   * among them, their number.
   *
   * @param categories as texts, the most frequent first
   */
  record Indexed(String column, String output, List<String> categories, long values, long missing)
      implements Learned {
    public Indexed {
      categories = List.copyOf(categories);
    }

    @Override
    public Column plain() {
      return Columns.named(output()).cast("int").as(output());
    }
  }

  /**
   * A value becomes an array of as many numbers as there are categories: 1 at its place, else 0;
   * all are 0 for a missing value and for one that is not among them.
   *
   * @param categories as texts, the most frequent first
   */
  record OneHot(String column, String output, List<String> categories, long values, long missing)
      implements Learned {
    public OneHot {
      categories = List.copyOf(categories);
    }

    @Override
    public Column plain() {
      return vector_to_array(Columns.named(output()), "float64").as(output());
    }
  }

  /**
   * A text becomes an array of {@code weights.size()} numbers: at the place of each of its words
   * how often it occurs, times the place's weight. A word's place is its murmur3 hash (32 bits,
   * x86, seed 42, of its UTF-8 bytes), as a signed number modulo the size, made positive. A weight
   * is ln((texts + 1) / (texts with a word at that place + 1)).
   *
   * @param words what a word is: a regular expression over the text in lower case; empty for a
   *     column that holds words already
   */
  record TfIdf(
      String column, String output, String words, List<Double> weights, long values, long missing)
      implements Learned {
    public TfIdf {
      weights = List.copyOf(weights);
    }

    @Override
    public Column plain() {
      return vector_to_array(Columns.named(output()), "float64").as(output());
    }
  }
}
