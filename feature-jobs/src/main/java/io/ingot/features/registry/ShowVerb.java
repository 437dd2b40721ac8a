package io.ingot.features.registry;

import io.ingot.core.batch.Json;
import io.ingot.core.cli.Command;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lineage.ColumnLineages;
import io.ingot.core.project.Nearest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code ingot features show}: all that is known of one view, feature or service. */
public final class ShowVerb implements Verb {
  public ShowVerb() {}

  @Override
  public String name() {
    return "features show";
  }

  @Override
  public String summary() {
    return "show one VIEW, VIEW:FEATURE or service: definition, types, lineage, versions";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.OUTPUT, Option.WORDS);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    if (command.words().size() != 1) {
      throw new ProjectException(
          "Say what to show: a view, one of its features such as customer_activity:spend, or a"
              + " service.");
    }
    String[] said = command.words().get(0).replaceFirst("^features\\.", "").split(":", 2);
    Opened opened = Opened.of(command);
    Catalogue catalogue =
        Catalogue.of(opened.project(), opened.lake(), new Stamp(command.user(), Instant.now()));
    Optional<RegisteredView> view = Optional.ofNullable(catalogue.views().get(said[0]));
    Optional<RegisteredService> service =
        Optional.ofNullable(catalogue.services().get(said[0])).filter(any -> said.length == 1);
    if (view.isPresent()) {
      Shown shown =
          Shown.of(
              view.get(),
              said.length == 1 ? List.of() : columns(view.get(), said[1]),
              catalogue,
              new Ancestry(ColumnLineages.of(opened.project(), opened.lake())));
      if (!json(command, shown, console)) {
        shown.print(new Sheet(console));
      }
    } else if (service.isPresent()) {
      if (!json(command, service.get(), console)) {
        print(service.get(), catalogue, new Sheet(console));
      }
    } else {
      throw unknown(said[0], catalogue);
    }
    return ExitCode.DONE;
  }

  /** Whether it was asked for, and printed, as JSON. */
  private static boolean json(Command command, Object told, Console console) {
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(told));
      return true;
    }
    return false;
  }

  /** The columns of a feature, or one column. */
  private static List<RegisteredColumn> columns(RegisteredView view, String said) {
    List<RegisteredColumn> found =
        view.columns().stream()
            .filter(column -> column.feature().equals(said) || column.name().equals(said))
            .toList();
    if (found.isEmpty()) {
      Set<String> known = new TreeSet<>();
      view.columns().forEach(column -> known.addAll(List.of(column.feature(), column.name())));
      throw new ProjectException(
          "View " + view.name() + " has no feature " + said + ". " + Nearest.hint(said, known));
    }
    return found;
  }

  private static void print(RegisteredService service, Catalogue catalogue, Sheet sheet) {
    sheet
        .title(
            "service "
                + service.name()
                + ", "
                + catalogue.standing(Kind.SERVICE, service.name(), Optional.empty()))
        .fact("description", service.description())
        .fact("owner", service.owner())
        .fact("tags", Sheet.listed(service.tags()))
        .fact("created", Sheet.stamp(service.created()))
        .fact("changed", Sheet.stamp(service.changed()))
        .table(
            List.of("feature", "version", "type"),
            service.features().stream()
                .map(
                    taken ->
                        List.of(
                            taken.toString(),
                            String.valueOf(taken.version()),
                            Optional.ofNullable(catalogue.views().get(taken.view()))
                                .flatMap(view -> view.column(taken.column()))
                                .flatMap(RegisteredColumn::type)
                                .orElse("?")))
                .toList());
  }

  private static ProjectException unknown(String said, Catalogue catalogue) {
    Set<String> known = new TreeSet<>(catalogue.views().keySet());
    known.addAll(catalogue.services().keySet());
    return new ProjectException(
        "There is no feature view and no service " + said + ". " + Nearest.hint(said, known));
  }
}
