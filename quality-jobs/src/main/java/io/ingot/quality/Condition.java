package io.ingot.quality;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.analysis.Analyzer;
import org.apache.spark.sql.catalyst.analysis.SimpleAnalyzer$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/**
 * An SQL condition on single rows, read by Spark's own analyser without a session.
 *
 * @param columns the columns that it names; empty when only a session knows all of its functions
 */
record Condition(List<String> columns) {
  /**
   * Reads a condition over the columns of a schema.
   *
   * @throws IllegalArgumentException when the text is none
   */
  static Condition of(String text, StructType schema) {
    ParserInterface parser = new CatalystSqlParser();
    Analyzer analyzer = new Analyzer(SimpleAnalyzer$.MODULE$.catalogManager());
    try {
      Expression parsed = parser.parseExpression(text);
      require(!parsed.exists(SubqueryExpression.class::isInstance), "a check can't hold a query.");
      LogicalPlan plan = analyzer.execute(new Filter(parsed, LocalRelation$.MODULE$.apply(schema)));
      analyzer.checkAnalysis(plan);
      Expression condition = plan.expressions().head();
      require(condition.deterministic(), "it may be different each time that it is asked.");
      return new Condition(named(condition, schema));
    } catch (AnalysisException e) {
      if ("UNRESOLVED_ROUTINE".equals(e.getErrorClass())) {
        return new Condition(List.of());
      }
      throw new IllegalArgumentException(plain(e.getSimpleMessage()), e);
    } catch (UnsupportedOperationException e) {
      // A function of a catalog, which the analyser has none of.
      return new Condition(List.of());
    }
  }

  /** In the order and the case of the schema. */
  private static List<String> named(Expression condition, StructType schema) {
    Set<String> names =
        JavaConverters.seqAsJavaList(condition.references().toSeq()).stream()
            .map(attribute -> attribute.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return Arrays.stream(schema.fieldNames())
        .filter(name -> names.contains(name.toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** Spark's words without its error class and its place in a text of one line. */
  private static String plain(String message) {
    return message
        .replaceFirst("^\\[[\\w.]+] ", "")
        .replaceFirst("; line \\d+ pos \\d+$", "")
        .replace('\n', ' ');
  }

  private static void require(boolean met, String otherwise) {
    if (!met) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
