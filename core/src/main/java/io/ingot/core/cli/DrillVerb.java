package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeSession;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import io.ingot.core.run.Drill;
import io.ingot.core.run.DrilledTable;
import io.ingot.core.run.DrilledTable.Compared;
import io.ingot.core.run.Selection;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * {@code ingot drill --copy LAKE}: reads a copy of the lake to learn whether it could take the
 * lake's place; ends with 6 where it could not.
 */
final class DrillVerb implements Verb {
  @Override
  public String name() {
    return "drill";
  }

  @Override
  public String summary() {
    return "read a copy of the lake, every row, and tell whether it could take the lake's place";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.SELECT, Option.OUTPUT, Option.COPY);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Project project = ProjectLoader.load(command.project(), command.environment()).orThrow();
    String at =
        Opened.copy(command, project)
            .orElseThrow(
                () ->
                    new ProjectException(
                        "Say which copy is to be read, by --copy and a folder or a URI."));
    SparkSession spark = LakeSession.look("ingot drill " + project.name(), project);
    List<DrilledTable> tables =
        new Drill(
                new Lake(spark, project.lake(), project.environment()),
                new Lake(spark, at, project.environment()).toRead())
            .tables(Selection.of(command.select()).in(project))
            .toList();
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(tables));
    } else {
      console.table(
          List.of("table", "version", "behind", "rows", "compared", "verdict"),
          tables.stream().map(DrillVerb::row).toList());
    }
    if (tables.isEmpty()) {
      console.error("There is no table of the project in " + at + ".");
      return ExitCode.GAP;
    }
    return tables.stream().anyMatch(table -> table.trouble().isPresent())
        ? ExitCode.GAP
        : ExitCode.DONE;
  }

  private static List<String> row(DrilledTable table) {
    return List.of(
        table.table().toString(),
        String.valueOf(table.version()),
        table.behind().map(String::valueOf).orElse("-"),
        String.valueOf(table.rows()),
        table.compared() == Compared.LAKE ? "with the lake" : "-",
        table.trouble().orElse("whole"));
  }
}
