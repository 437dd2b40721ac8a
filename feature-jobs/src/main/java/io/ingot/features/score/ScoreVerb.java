package io.ingot.features.score;

import io.ingot.core.batch.Json;
import io.ingot.core.cli.Command;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Nearest;
import io.ingot.core.project.TableName;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** {@code ingot features score}: what a kept model answers to the rows of a table or a folder. */
public final class ScoreVerb implements Verb {
  private static final String RECORD = "_score.json";
  private static final List<String> FORMATS = List.of("parquet", "delta");

  private final Clock clock;

  /**
   * @param clock tells when rows were scored
   */
  public ScoreVerb(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "features score";
  }

  @Override
  public String summary() {
    return "score the rows of --table, or of a folder given by --labels, by the model in --model,"
        + " into --out";
  }

  @Override
  public Set<Option> options() {
    return Set.of(
        Option.PROJECT,
        Option.ENVIRONMENT,
        Option.SERVICE,
        Option.MODEL,
        Option.TABLE,
        Option.LABELS,
        Option.OUT,
        Option.FORMAT,
        Option.OUTPUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    String service = ServiceTerms.said(command, Option.SERVICE, "--service");
    String model = Folders.absolute(ServiceTerms.said(command, Option.MODEL, "--model"));
    String out = Folders.absolute(ServiceTerms.said(command, Option.OUT, "--out"));
    String format = format(command);
    if (command.asks(Option.TABLE) == command.asks(Option.LABELS)) {
      throw new ProjectException("Say which rows are scored: --table NAME or --labels FOLDER.");
    }
    Opened opened = Opened.toWrite(command);
    Lake lake = opened.lake();
    ServiceTerms terms = ServiceTerms.of(opened.project(), service);
    KeptModel kept = KeptModel.of(model, service, lake);
    Folders folders = new Folders(lake);
    folders.requireEmpty(out);
    Given given =
        command
            .said(Option.TABLE)
            .map(table -> Given.of(TableName.of(table), lake))
            .orElseGet(
                () ->
                    Given.of(Folders.absolute(command.said(Option.LABELS).orElseThrow()), folders));
    Dataset<Row> scored = Scoring.of(kept.model(), given.rows(), given.telling(terms));
    lake.words().about("scores of " + service, "score the rows of " + given.from());
    folders.write(scored, out, format);
    lake.words().doing("count what was written");
    // Counted in what was written, so that nothing is scored twice.
    Row counts = Scoring.counted(kept.model(), folders.files(out, format));
    ScoreRecord record =
        new ScoreRecord(
            service,
            model,
            kept.digest(),
            kept.report().flatMap(ModelReport::definition),
            kept.report().flatMap(ModelReport::checksum),
            given.from(),
            format,
            List.of(scored.columns()),
            counts.getLong(0),
            counts.getLong(1),
            clock.instant());
    lake.folder(out).put(RECORD, Json.pretty(record));
    print(record, out, command.output(), console);
    return ExitCode.DONE;
  }

  private static String format(Command command) {
    String format = command.said(Option.FORMAT).orElse(FORMATS.get(0));
    if (!FORMATS.contains(format)) {
      throw new ProjectException(
          "Cannot write scores as " + format + ". " + Nearest.hint(format, FORMATS));
    }
    return format;
  }

  private static void print(ScoreRecord record, String out, OutputFormat output, Console console) {
    if (output == OutputFormat.JSON) {
      console.line(Json.pretty(record));
      return;
    }
    console.line(
        "Scored "
            + record.rows()
            + " rows of "
            + record.from()
            + " into "
            + out
            + (record.unscored() == 0
                ? "."
                : "; " + record.unscored() + " lack a value and have no score."));
  }
}
