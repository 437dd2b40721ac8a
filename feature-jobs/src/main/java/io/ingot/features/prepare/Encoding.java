package io.ingot.features.prepare;

import io.ingot.core.project.Preparation;
import io.ingot.core.project.Preparation.Encode;
import io.ingot.features.view.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.IDF;
import org.apache.spark.ml.feature.IDFModel;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Learns the categories of columns, and how much the words of texts weigh. */
final class Encoding {
  /** More than a model can use, and fewer than a driver can hold. */
  private static final int MOST_CATEGORIES = 100_000;

  /** An array of each row is this long at most. */
  private static final int LONGEST = 10_000;

  private static final Predicate<Preparation> PLACED = by(Encode.INDEX).or(by(Encode.ONE_HOT));

  private final Lesson lesson;
  private final List<Learned> learned = new ArrayList<>();
  private final SqlStage texts = new SqlStage("texts");
  private final List<Transformer> stages = new ArrayList<>();
  private Dataset<Row> train;

  private Encoding(Lesson lesson) {
    this.lesson = lesson;
  }

  /** The column that is made of a column. */
  static String output(String column, Encode encode) {
    return switch (encode) {
      case INDEX -> column + "_index";
      case ONE_HOT -> column + "_onehot";
      case TFIDF -> column + "_tfidf";
    };
  }

  static Encoding of(Lesson lesson) {
    Encoding encoding = new Encoding(lesson);
    encoding.fit();
    return encoding;
  }

  List<Learned> learned() {
    return learned;
  }

  List<Transformer> stages() {
    return stages;
  }

  private void fit() {
    List<String> placed = lesson.columns(PLACED);
    List<String> weighed = lesson.columns(by(Encode.TFIDF));
    placed.forEach(
        column ->
            lesson.require(
                column,
                Field::isPlain,
                "encode: index or one_hot",
                "a number, text, boolean, date or timestamp"));
    weighed.forEach(
        column ->
            lesson.require(
                column,
                field -> field.isText() || field.isWords(),
                "encode: tfidf",
                "a text or an array of words"));
    placed.forEach(
        column -> {
          Field field = lesson.fields().get(column);
          texts.add(text(column), field.wherePresent("CAST(" + field.quoted() + " AS STRING)"));
        });
    weighed.forEach(column -> texts.add(words(column), lesson.fields().get(column).words()));
    train = texts.transform(lesson.train());
    stages.addAll(texts.stages());
    place(placed);
    weighed.forEach(this::weigh);
  }

  private void place(List<String> columns) {
    if (columns.isEmpty()) {
      return;
    }
    Map<String, Integer> most = new LinkedHashMap<>();
    columns.forEach(column -> most.put(lesson.fields().get(column).name(), most(column)));
    Category.require(lesson.train(), lesson.fields(PLACED), most);
    Map<String, List<Category>> categories =
        Category.of(lesson.train(), lesson.fields(PLACED), MOST_CATEGORIES + 1);
    String[][] labels =
        columns.stream()
            .map(column -> labels(column, categories.get(lesson.fields().get(column).name())))
            .toArray(String[][]::new);
    then(
        new StringIndexerModel("indexing", labels)
            .setInputCols(columns.stream().map(Encoding::text).toArray(String[]::new))
            .setOutputCols(columns.stream().map(this::index).toArray(String[]::new))
            .setHandleInvalid("keep"));
    String[] hot = lesson.columns(by(Encode.ONE_HOT)).toArray(String[]::new);
    if (hot.length > 0) {
      // The indexer tells the number of categories beside its column, so that nothing is read. What
      // it did not know is the last of them, and that is dropped: all are 0.
      then(
          new OneHotEncoder("encoding")
              .setInputCols(Arrays.stream(hot).map(this::index).toArray(String[]::new))
              .setOutputCols(
                  Arrays.stream(hot)
                      .map(column -> output(column, Encode.ONE_HOT))
                      .toArray(String[]::new))
              .setDropLast(true)
              .fit(train));
    }
    for (int i = 0; i < columns.size(); i++) {
      learned.add(placed(columns.get(i), List.of(labels[i])));
    }
  }

  private Learned placed(String column, List<String> categories) {
    String from = lesson.fields().get(column).name();
    Encode encode = lesson.prepare().get(column).encode().orElseThrow();
    String output = output(column, encode);
    long values = lesson.values().get(column);
    return encode == Encode.INDEX
        ? new Learned.Indexed(from, output, categories, values, lesson.missing(column))
        : new Learned.OneHot(from, output, categories, values, lesson.missing(column));
  }

  private String[] labels(String column, List<Category> categories) {
    if (categories.size() > most(column)) {
      throw Category.tooMany(column, most(column));
    }
    return categories.stream().map(Category::text).toArray(String[]::new);
  }

  private int most(String column) {
    return by(Encode.ONE_HOT).test(lesson.prepare().get(column)) ? LONGEST : MOST_CATEGORIES;
  }

  private void weigh(String column) {
    int size = lesson.prepare().get(column).size();
    if (size < 1 || size > LONGEST) {
      throw Lesson.unfit(column, "size is " + size + ". Use 1 to " + LONGEST + ".");
    }
    then(
        new HashingTF("counting_" + column)
            .setInputCol(words(column))
            .setOutputCol(counts(column))
            .setNumFeatures(size));
    IDFModel model =
        new IDF("weighing_" + column)
            .setInputCol(counts(column))
            .setOutputCol(output(column, Encode.TFIDF))
            .fit(train);
    then(model);
    Field field = lesson.fields().get(column);
    learned.add(
        new Learned.TfIdf(
            field.name(),
            output(column, Encode.TFIDF),
            field.isWords() ? "" : Words.PATTERN,
            Arrays.stream(model.idf().toArray()).boxed().toList(),
            lesson.values().get(column),
            lesson.missing(column)));
  }

  private void then(Transformer stage) {
    stages.add(stage);
    train = stage.transform(train);
  }

  /** The columns between, of which no row set has one by chance. */
  static Stream<String> between(String column) {
    return Stream.of(text(column), words(column), counts(column), "_" + column + "_index");
  }

  private String index(String column) {
    return by(Encode.INDEX).test(lesson.prepare().get(column))
        ? output(column, Encode.INDEX)
        : "_" + column + "_index";
  }

  private static String text(String column) {
    return "_" + column + "_text";
  }

  private static String words(String column) {
    return "_" + column + "_words";
  }

  private static String counts(String column) {
    return "_" + column + "_counts";
  }

  private static Predicate<Preparation> by(Encode by) {
    return preparation -> preparation.encode().filter(by::equals).isPresent();
  }
}
