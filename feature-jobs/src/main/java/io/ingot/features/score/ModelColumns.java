package io.ingot.features.score;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.collection.JavaConverters;

/**
 * The columns that a model wants and makes, by what its stages say of themselves: those that one
 * stage makes the next ones need not find in the rows.
 */
final class ModelColumns {
  private static final List<String> INPUTS = List.of("inputCol", "inputCols", "featuresCol");
  private static final List<String> ANSWERS = List.of("predictionCol", "probabilityCol");
  private static final List<String> OUTPUTS =
      List.of("outputCol", "outputCols", "predictionCol", "probabilityCol", "rawPredictionCol");

  private final Set<String> wanted = new LinkedHashSet<>();
  private final Set<String> made = new LinkedHashSet<>();

  private ModelColumns() {}

  static ModelColumns of(PipelineModel model) {
    ModelColumns columns = new ModelColumns();
    stages(model).forEach(columns::read);
    return columns;
  }

  /** The columns that rows have to have, as far as the stages tell. */
  List<String> wanted() {
    return List.copyOf(wanted);
  }

  /** The columns that the stages add, of which rows must have none but those that are wanted. */
  List<String> added() {
    return made.stream().filter(column -> !wanted.contains(column)).toList();
  }

  /** What the last stage answers: its prediction and probability, or else its output. */
  static List<String> answers(PipelineModel model) {
    Transformer last = stages(model).reduce((one, next) -> next).orElseThrow();
    List<String> answers = ANSWERS.stream().flatMap(name -> said(last, name)).toList();
    return answers.isEmpty()
        ? OUTPUTS.stream().flatMap(name -> said(last, name)).toList()
        : answers;
  }

  private void read(Transformer stage) {
    if (stage instanceof SQLTransformer sql) {
      read(sql.getStatement());
    } else {
      INPUTS.stream().flatMap(name -> said(stage, name)).forEach(this::want);
      OUTPUTS.stream().flatMap(name -> said(stage, name)).forEach(made::add);
    }
  }

  private void read(String statement) {
    LogicalPlan plan = CatalystSqlParser$.MODULE$.parsePlan(statement.replace("__THIS__", "t"));
    Set<String> aliases = new LinkedHashSet<>();
    JavaConverters.seqAsJavaList(plan.expressions())
        .forEach(expression -> read(expression, aliases));
    made.addAll(aliases);
  }

  private void read(Expression expression, Set<String> aliases) {
    if (expression instanceof UnresolvedAttribute attribute) {
      want(attribute.nameParts().head());
    } else if (expression instanceof Alias alias) {
      aliases.add(alias.name());
    }
    JavaConverters.seqAsJavaList(expression.children()).forEach(child -> read(child, aliases));
  }

  private void want(String column) {
    if (!made.contains(column)) {
      wanted.add(column);
    }
  }

  private static Stream<Transformer> stages(PipelineModel model) {
    return Arrays.stream(model.stages())
        .flatMap(stage -> stage instanceof PipelineModel inner ? stages(inner) : Stream.of(stage));
  }

  private static Stream<String> said(Transformer stage, String name) {
    if (!stage.hasParam(name)) {
      return Stream.of();
    }
    Param<Object> param = stage.getParam(name);
    if (!stage.isDefined(param)) {
      return Stream.of();
    }
    Object value = stage.getOrDefault(param);
    return value instanceof String[] many
        ? Arrays.stream(many)
        : Stream.of(String.valueOf(value)).filter(one -> !one.isEmpty());
  }
}
