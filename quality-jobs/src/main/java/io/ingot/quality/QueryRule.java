package io.ingot.quality;

import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Sample;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lineage.PersonalColumns;
import io.ingot.core.project.CheckTerms;
import io.ingot.core.project.CrossCheck;
import io.ingot.core.project.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * A query of the project's own answers few rows, or none. It is asked in a session that is made for
 * it: what it calls {@code this} is seen by nobody else, and other names are those of tables.
 *
 * @param where the rows that it is about
 * @param others the tables
 * @param personal which of their columns tell of a person
 * @param example shows rows that break it
 */
record QueryRule(
    CrossCheck.Query check,
    Where where,
    Neighbours others,
    PersonalColumns personal,
    Example example)
    implements Rule {
  private static final String THIS = "this";

  /** Nothing can be told before the query is asked. */
  @Override
  public List<Column> aggregates() {
    return List.of();
  }

  /**
   * Analyses the query over rows of a schema; reads none.
   *
   * @throws ProjectException when it is wrong, or a table that it names is not there
   */
  void requireSound(StructType schema) {
    for (TableName name : check.looksAt()) {
      if (!others.isOwn(name)) {
        others.required(name, check.describe());
      }
    }
    if (!asksForNothingYet()) {
      answer(others.lake().spark().createDataFrame(List.of(), schema), Optional.empty());
    }
  }

  @Override
  public List<Verdict> judge(Findings findings) {
    if (asksForNothingYet()) {
      return List.of(
          Verdict.of(
              check.words(),
              Ruling.NOTED,
              "nothing, since " + others.table().name() + " has no earlier rows yet"));
    }
    Dataset<Row> written = findings.written().get();
    Dataset<Row> rows =
        check.terms().on() == CheckTerms.Scope.TABLE
            ? others.after(written, findings.plan())
            : written;
    Dataset<Row> answer = answer(rows, findings.plan());
    long wrong = answer.count();
    Verdict verdict =
        Verdict.of(check.words(), ruling(wrong), Words.rows(wrong))
            .measuring(wrong)
            .wanting("at most " + Words.rows(check.atMost()));
    return List.of(verdict.ruling() == Ruling.PASSED ? verdict : verdict.breaking(samples(answer)));
  }

  private Ruling ruling(long wrong) {
    if (wrong <= check.atMost()) {
      return Ruling.PASSED;
    }
    return check.level() == CheckTerms.Level.WARN ? Ruling.WARNED : Ruling.REFUSED;
  }

  /** A query may compare a batch with the rows before it, of which the first batch has none. */
  private boolean asksForNothingYet() {
    return check.looksAt().stream()
        .anyMatch(name -> others.isOwn(name) && !others.state(name).exists());
  }

  private Dataset<Row> answer(Dataset<Row> rows, Optional<Plan> plan) {
    Map<TableName, Long> versions =
        check.looksAt().stream()
            .collect(Collectors.toMap(name -> name, name -> others.version(name, plan)));
    Lake seen = others.lake().pinned(versions);
    try {
      Dataset.ofRows(seen.spark(), rows.filter(where.rows()).queryExecution().analyzed())
          .createOrReplaceTempView(THIS);
      return seen.spark().sql(check.sql());
    } catch (Exception e) {
      // Spark declares no checked exception here and throws one all the same.
      if (e instanceof AnalysisException wrong) {
        throw new ProjectException(
            "Cannot judge '"
                + check.describe()
                + "' of "
                + others.table().name()
                + ": "
                + wrong.getMessage()
                + " Correct the query.",
            e);
      }
      throw e;
    }
  }

  private List<Sample> samples(Dataset<Row> answer) {
    AnswerColumns columns =
        AnswerColumns.of(
            answer.queryExecution().analyzed(),
            (table, column) -> personal.holds(table.orElse(others.table().name()), column),
            THIS);
    Dataset<Row> named = answer.toDF(columns.names().toArray(String[]::new));
    return example
        .hiding(columns.hidden()::contains)
        .exactly(named, Arrays.asList(named.columns()));
  }
}
