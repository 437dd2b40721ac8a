package io.ingot.quality.history;

import io.ingot.core.cli.Command;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.Verb.Option;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.TableState;
import io.ingot.core.lineage.PersonalColumns;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The table that a verb is asked about. */
final class Tables {
  private Tables() {}

  /**
   * The declaration of the table that {@code --table} names.
   *
   * @throws ProjectException when none is named, or one that the project does not have
   */
  static Table named(Command command, Opened opened) {
    return require(
        opened,
        command
            .said(Option.TABLE)
            .map(TableName::of)
            .orElseThrow(() -> new ProjectException("Say which table: --table silver.orders.")));
  }

  static Table require(Opened opened, TableName name) {
    return opened
        .project()
        .table(name)
        .orElseThrow(
            () ->
                new ProjectException(
                    "The project has no table " + name + ". 'ingot status' lists its tables."));
  }

  /**
   * What a table holds now.
   *
   * @throws ProjectException when it was never filled
   */
  static Profile profile(Opened opened, TableName name, Instant at) {
    LakeTable table = opened.lake().table(name);
    TableState state = table.state();
    if (!state.exists()) {
      throw new ProjectException(
          name + " is not there yet. Fill it by: ingot run --select +" + name + ".");
    }
    opened.lake().words().about(name.toString(), "measure its columns");
    PersonalColumns personal = new PersonalColumns(opened.project(), opened.lake());
    return new Profiling(
            table.at(state.version()),
            Arrays.stream(state.schema().fieldNames())
                .filter(personal.of(name))
                .collect(Collectors.toSet()))
        .profile(name, state.version(), at);
  }
}
