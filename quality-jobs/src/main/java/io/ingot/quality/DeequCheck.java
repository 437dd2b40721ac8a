package io.ingot.quality;

import com.amazon.deequ.VerificationResult;
import com.amazon.deequ.VerificationSuite;
import com.amazon.deequ.analyzers.Analysis;
import com.amazon.deequ.analyzers.Analyzer;
import com.amazon.deequ.analyzers.FrequenciesAndNumRows;
import com.amazon.deequ.analyzers.InMemoryStateProvider;
import com.amazon.deequ.analyzers.ScanShareableAnalyzer;
import com.amazon.deequ.analyzers.State;
import com.amazon.deequ.analyzers.StateLoader;
import com.amazon.deequ.analyzers.Uniqueness;
import com.amazon.deequ.checks.CheckLevel;
import com.amazon.deequ.checks.CheckResult;
import com.amazon.deequ.checks.CheckStatus;
import com.amazon.deequ.constraints.ConstraintResult;
import com.amazon.deequ.metrics.Metric;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.Check;
import io.ingot.core.project.Share;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.Enumeration;
import scala.Function1;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** A check as Deequ knows it: one constraint on what one analyser measures. */
final class DeequCheck {
  private static final Map<Check.Level, Enumeration.Value> LEVELS =
      Map.of(
          Check.Level.ERROR, CheckLevel.Error(),
          Check.Level.WARN, CheckLevel.Warning());

  private static final Map<Enumeration.Value, Ruling> RULINGS =
      Map.of(
          CheckStatus.Success(), Ruling.PASSED,
          CheckStatus.Warning(), Ruling.WARNED,
          CheckStatus.Error(), Ruling.REFUSED);

  private final com.amazon.deequ.checks.Check check;
  private final Analyzer<?, ?> analyzer;

  private DeequCheck(com.amazon.deequ.checks.Check check) {
    this.check = check;
    this.analyzer = check.requiredAnalyzers().head();
  }

  /**
   * The share of rows with a value.
   *
   * @param column its name, quoted
   */
  static DeequCheck complete(Check of, String column, Share mostly) {
    return new DeequCheck(
        empty(of).hasCompleteness(column, atLeast(mostly), Option.empty(), Option.empty()));
  }

  /** The share of rows that fulfil an SQL condition. */
  static DeequCheck complies(Check of, String condition, Share mostly) {
    return new DeequCheck(
        empty(of)
            .satisfies(
                condition,
                of.describe(),
                atLeast(mostly),
                Option.empty(),
                JavaConverters.asScalaBuffer(List.<String>of()).toList(),
                Option.empty()));
  }

  /** The number of rows. */
  static DeequCheck size(Check of, Check.Range range) {
    Function1<Object, Object> inside =
        rows ->
            range.min().map(min -> (Long) rows >= min).orElse(true)
                && range.max().map(max -> (Long) rows <= max).orElse(true);
    return new DeequCheck(empty(of).hasSize(inside, Option.empty()));
  }

  /**
   * The share of rows whose values no other row has.
   *
   * @param columns their names, quoted
   */
  static DeequCheck unique(Check of, List<String> columns) {
    return new DeequCheck(
        empty(of)
            .hasUniqueness(seq(columns), atLeast(new Share(1)), Option.empty(), Option.empty()));
  }

  /** The check in the words of the project's file. */
  String words() {
    return check.description();
  }

  /** What Deequ aggregates for it; not for uniqueness. */
  List<Column> aggregates() {
    return JavaConverters.seqAsJavaList(scanning().aggregationFunctions());
  }

  /**
   * Deequ's decision.
   *
   * @param measured the values of the aggregates, in their order
   */
  Decision decide(StructType schema, Row measured) {
    InMemoryStateProvider states = new InMemoryStateProvider();
    keep(states, scanning(), measured);
    return decide(schema, states);
  }

  /**
   * Deequ's decision on uniqueness.
   *
   * @param frequencies how often each value occurs, in Deequ's column for it
   * @param rows their sum
   */
  Decision decide(StructType schema, Dataset<Row> frequencies, long rows) {
    InMemoryStateProvider states = new InMemoryStateProvider();
    states.persist(
        (Uniqueness) analyzer, new FrequenciesAndNumRows(frequencies, rows, Option.empty()));
    return decide(schema, states);
  }

  /** One check a call: Deequ adds up a state as often as checks of one call share its analyser. */
  private Decision decide(StructType schema, InMemoryStateProvider states) {
    VerificationResult result =
        VerificationSuite.apply()
            .runOnAggregatedStates(
                schema,
                seq(List.of(check)),
                seq(List.<StateLoader>of(states)),
                Analysis.apply(Analysis.apply$default$1()),
                Option.empty(),
                Option.empty(),
                Option.empty());
    CheckResult checked = result.checkResults().apply(check);
    ConstraintResult constraint = checked.constraintResults().head();
    Option<Metric<?>> metric = constraint.metric();
    if (metric.isEmpty() || metric.get().value().isFailure()) {
      throw new IllegalStateException(
          "Deequ could not judge '" + words() + "': " + constraint.message() + ".");
    }
    return new Decision(
        words(), RULINGS.get(checked.status()), (Double) metric.get().value().get());
  }

  private ScanShareableAnalyzer<?, ?> scanning() {
    return (ScanShareableAnalyzer<?, ?>) analyzer;
  }

  private static <S extends State<?>> void keep(
      InMemoryStateProvider states, ScanShareableAnalyzer<S, ?> analyzer, Row measured) {
    Option<S> state = analyzer.fromAggregationResult(measured, 0);
    if (state.isDefined()) {
      states.persist(analyzer, state.get());
    }
  }

  private static com.amazon.deequ.checks.Check empty(Check of) {
    return new com.amazon.deequ.checks.Check(LEVELS.get(of.level()), of.describe(), seq(List.of()));
  }

  private static Function1<Object, Object> atLeast(Share share) {
    return value -> (Double) value >= share.value();
  }

  private static <T> Seq<T> seq(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toSeq();
  }
}
