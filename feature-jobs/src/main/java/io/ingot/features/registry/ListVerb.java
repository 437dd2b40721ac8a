package io.ingot.features.registry;

import io.ingot.core.batch.Json;
import io.ingot.core.cli.Command;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** {@code ingot features list}: what features there are, and who takes them. */
public final class ListVerb implements Verb {
  public ListVerb() {}

  @Override
  public String name() {
    return "features list";
  }

  @Override
  public String summary() {
    return "list views and services with versions, owners and last batches; a WORD finds some";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.OUTPUT, Option.WORDS);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Opened opened = Opened.of(command);
    Catalogue catalogue =
        Catalogue.of(opened.project(), opened.lake(), new Stamp(command.user(), Instant.now()));
    List<Listed> listed =
        Stream.concat(
                catalogue.views().values().stream().map(view -> Listed.of(view, catalogue)),
                catalogue.services().values().stream()
                    .map(service -> Listed.of(service, catalogue)))
            .filter(found -> command.words().stream().allMatch(found::mentions))
            .toList();
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(listed));
    } else if (listed.isEmpty()) {
      console.line(
          command.words().isEmpty()
              ? "There is no feature view and no service."
              : "No feature view and no service mentions "
                  + String.join(" ", command.words())
                  + ".");
    } else {
      console.table(Listed.HEAD, listed.stream().map(Listed::row).toList());
    }
    return ExitCode.DONE;
  }
}
