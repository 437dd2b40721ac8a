package io.ingot.features.score;

import io.ingot.core.batch.Json;
import io.ingot.core.cli.Command;
import io.ingot.core.cli.Conductor;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Layer;
import io.ingot.core.project.TableName;
import io.ingot.core.watch.MeasureLog;
import io.ingot.core.watch.Measurement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code ingot features train}: a small model over a service's training set. */
public final class TrainVerb implements Verb {
  static final String METRICS = "metrics.json";

  private static final String PARAMETERS = "parameters.json";

  private final Clock clock;

  /**
   * @param clock tells when a model was measured
   */
  public TrainVerb(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "features train";
  }

  @Override
  public String summary() {
    return "train a small model into --out, over the training set in a folder, or --table, of a"
        + " service";
  }

  @Override
  public Set<Option> options() {
    return Set.of(
        Option.PROJECT,
        Option.ENVIRONMENT,
        Option.SERVICE,
        Option.TABLE,
        Option.OUT,
        Option.OUTPUT,
        Option.WORDS);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    String out = Folders.absolute(ServiceTerms.said(command, Option.OUT, "--out"));
    String service = ServiceTerms.said(command, Option.SERVICE, "--service");
    if ((command.words().size() == 1) == command.said(Option.TABLE).isPresent()) {
      throw new ProjectException(
          "Say what to train on: ingot features train --service NAME --out PATH FOLDER, with the"
              + " folder of a training set, or --table NAME in its place.");
    }
    Opened opened = Opened.toWrite(command);
    Lake lake = opened.lake();
    ServiceTerms terms = ServiceTerms.of(opened.project(), service);
    Folders folders = new Folders(lake);
    folders.requireEmpty(out);
    TrainingRows rows =
        command
            .said(Option.TABLE)
            .map(table -> TrainingRows.of(terms, TableName.of(table), lake))
            .orElseGet(
                () -> TrainingRows.of(terms, Folders.absolute(command.words().get(0)), folders));
    lake.words().about("model of " + service, "fit it and measure how good it is");
    TrainedModel trained = Fitting.of(terms, rows);
    lake.words().doing("save it");
    save(trained, out, lake);
    keep(trained.report(), lake);
    print(trained.report(), out, command.output(), console);
    return ExitCode.DONE;
  }

  /** The metrics come last: they say that the model is whole. */
  private static void save(TrainedModel trained, String out, Lake lake) {
    try {
      trained.model().write().session(lake.spark()).save(out);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot save the model " + out, e);
    }
    trained.prepared().ifPresent(learned -> lake.folder(out).put(PARAMETERS, Json.pretty(learned)));
    lake.folder(out).put(METRICS, Json.pretty(trained.report()));
  }

  private void keep(ModelReport report, Lake lake) {
    Instant now = clock.instant();
    String id = Conductor.newId();
    TableName subject = new TableName(Layer.FEATURES, report.service());
    List<Measurement> measured =
        report.validation().measures().entrySet().stream()
            .map(
                measure ->
                    Measurement.of(
                        now,
                        id,
                        subject,
                        Measurement.Kind.MODEL,
                        measure.getKey(),
                        measure.getValue()))
            .toList();
    new MeasureLog(lake).keep("model-" + id, now, measured);
  }

  private static void print(ModelReport report, String out, OutputFormat output, Console console) {
    if (output == OutputFormat.JSON) {
      console.line(Json.pretty(report));
      return;
    }
    Map<String, Double> train = report.train().measures();
    Map<String, Double> validation = report.validation().measures();
    console.table(
        List.of("measure", "train", "validation"),
        List.of("rows", "base_rate", "auc", "accuracy", "log_loss").stream()
            .map(name -> List.of(name, text(train, name), text(validation, name)))
            .toList());
    if (!report.leftOut().isEmpty()) {
      console.note(
          "Left out, being neither numbers nor prepared: "
              + String.join(", ", report.leftOut())
              + ".");
    }
    if (report.validation().unscored() > 0) {
      console.note(
          report.validation().unscored()
              + " rows of the validation part lack a value and have no"
              + " score.");
    }
    console.note("The model is in " + out + ".");
  }

  private static String text(Map<String, Double> measures, String name) {
    return Optional.ofNullable(measures.get(name))
        .map(
            value ->
                name.equals("rows")
                    ? String.valueOf(value.longValue())
                    : String.format(Locale.ROOT, "%.4f", value))
        .orElse("-");
  }
}
