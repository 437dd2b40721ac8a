package io.ingot.core.project;

import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.trees.Origin;
import org.apache.spark.sql.types.DataType;
import scala.Option;

/** Spark's SQL parser without a session; what it throws becomes a mistake with a place. */
final class SparkParser {
  private SparkParser() {}

  /** Why a text is no SQL, and where in the text. */
  record Mistake(int line, int column, String message) {}

  /** One of the things that a text can be parsed as. */
  @FunctionalInterface
  private interface Grammar<T> {
    T parse(ParserInterface parser, String text) throws ParseException;
  }

  static Optional<LogicalPlan> plan(String text, Consumer<Mistake> tell) {
    return parse(ParserInterface::parsePlan, text, tell);
  }

  static Optional<DataType> type(String text, Consumer<Mistake> tell) {
    return parse(ParserInterface::parseDataType, text, tell);
  }

  static Optional<Expression> expression(String text, Consumer<Mistake> tell) {
    return parse(ParserInterface::parseExpression, text, tell);
  }

  static Place place(String file, Origin origin) {
    return new Place(file, line(origin), column(origin));
  }

  /** Scala throws checked exceptions unannounced, so only a catch of all gets every one. */
  private static <T> Optional<T> parse(Grammar<T> grammar, String text, Consumer<Mistake> tell) {
    try {
      return Optional.of(grammar.parse(new CatalystSqlParser(), text));
    } catch (ParseException e) {
      tell.accept(new Mistake(line(e.start()), column(e.start()), sentence(e.message())));
    } catch (Exception e) {
      tell.accept(new Mistake(1, 1, sentence(String.valueOf(e.getMessage()))));
    }
    return Optional.empty();
  }

  /** The parser's first line without its error class. */
  private static String sentence(String message) {
    String first = message.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    return first.replaceFirst("^\\[[A-Z_.0-9]+]\\s*", "").strip();
  }

  private static int line(Origin origin) {
    return number(origin.line(), 1);
  }

  private static int column(Origin origin) {
    return number(origin.startPosition(), 0) + 1;
  }

  private static int number(Option<Object> value, int otherwise) {
    return value.isDefined() ? (Integer) value.get() : otherwise;
  }
}
