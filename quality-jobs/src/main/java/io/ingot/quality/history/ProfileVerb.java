package io.ingot.quality.history;

import io.ingot.core.batch.Json;
import io.ingot.core.cli.Command;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** {@code ingot quality profile}: what a table holds, column by column. */
public record ProfileVerb(Clock clock) implements Verb {
  public ProfileVerb {
    Objects.requireNonNull(clock, "clock");
  }

  @Override
  public String name() {
    return "quality profile";
  }

  @Override
  public String summary() {
    return "show what a table's columns hold; --out writes it as a page and JSON";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.TABLE, Option.OUT, Option.OUTPUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Opened opened = Opened.toWork(command);
    Profile profile = Tables.profile(opened, Tables.named(command, opened).name(), clock.instant());
    Optional<Path> out = command.said(Option.OUT).map(Path::of);
    if (out.isPresent()) {
      Path written = write(profile, out.get());
      console.note("The page is " + written + ".");
    }
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(profile));
    } else if (out.isEmpty()) {
      console.line(
          profile.table() + ", version " + profile.version() + ": " + Numbers.rows(profile.rows()));
      console.table(ProfileTable.HEAD, new ProfileTable(profile).rows());
    }
    return ExitCode.DONE;
  }

  /** One page where a page is asked for; else a folder that holds the page and what it tells. */
  private static Path write(Profile profile, Path out) {
    boolean page = out.getFileName() != null && out.getFileName().toString().matches(".*\\.html?");
    try {
      Files.createDirectories(page ? out.toAbsolutePath().getParent() : out);
      if (!page) {
        Files.writeString(out.resolve("profile.json"), Json.pretty(profile));
      }
      return Files.writeString(
          page ? out : out.resolve("index.html"), new ProfilePage(profile).html());
    } catch (IOException e) {
      throw new ProjectException(
          "Cannot write the profile to " + out + ": " + e + ". Name a file or a folder by --out.");
    }
  }
}
