package io.ingot.core.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What was asked for on the command line.
 *
 * @param verb the first word
 * @param project folder that holds {@code ingot.yml}
 * @param environment which {@code env/<name>.yml} is laid over it
 * @param select the words that select tables; empty for all
 * @param output how the result is printed
 * @param folder a folder that the verb writes to, where it takes one
 * @param against another state of the project to compare with
 * @param order what a verb that changes state by hand is to do
 */
public record Command(
    String verb,
    Path project,
    String environment,
    String select,
    OutputFormat output,
    Optional<Path> folder,
    Optional<String> against,
    Order order) {
  public Command {
    Objects.requireNonNull(verb, "verb");
    Objects.requireNonNull(project, "project");
    Objects.requireNonNull(environment, "environment");
    Objects.requireNonNull(select, "select");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(against, "against");
    Objects.requireNonNull(order, "order");
  }

  /** Nothing said: the project in the working folder, environment dev, all tables, text. */
  static Command nothingSaid() {
    return new Command(
        "",
        Path.of("."),
        "dev",
        "",
        OutputFormat.TEXT,
        Optional.empty(),
        Optional.empty(),
        Order.nothingSaid());
  }

  Command verb(String said) {
    return new Command(said, project, environment, select, output, folder, against, order);
  }

  Command project(Path said) {
    return new Command(verb, said, environment, select, output, folder, against, order);
  }

  Command environment(String said) {
    return new Command(verb, project, said, select, output, folder, against, order);
  }

  Command select(String said) {
    return new Command(
        verb,
        project,
        environment,
        select.isEmpty() ? said : select + " " + said,
        output,
        folder,
        against,
        order);
  }

  Command output(OutputFormat said) {
    return new Command(verb, project, environment, select, said, folder, against, order);
  }

  Command folder(Path said) {
    return new Command(
        verb, project, environment, select, output, Optional.of(said), against, order);
  }

  Command against(String said) {
    return new Command(
        verb, project, environment, select, output, folder, Optional.of(said), order);
  }

  Command order(Order said) {
    return new Command(verb, project, environment, select, output, folder, against, said);
  }
}
