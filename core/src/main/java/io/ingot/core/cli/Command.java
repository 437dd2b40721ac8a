package io.ingot.core.cli;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was asked for on the command line.
 *
 * @param verb the first word
 * @param project folder that holds {@code ingot.yml}
 * @param environment which {@code env/<name>.yml} is laid over it
 * @param select the words that select tables; empty for all
 * @param output how the result is printed
 * @param order what a verb that changes state by hand is to do
 * @param options what else was said, by option; the empty text for one that takes no value
 * @param words what was said without an option
 */
public record Command(
    String verb,
    Path project,
    String environment,
    String select,
    OutputFormat output,
    Order order,
    Map<Verb.Option, String> options,
    List<String> words) {
  public Command {
    Objects.requireNonNull(verb, "verb");
    Objects.requireNonNull(project, "project");
    Objects.requireNonNull(environment, "environment");
    Objects.requireNonNull(select, "select");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(order, "order");
    options = Map.copyOf(options);
    words = List.copyOf(words);
  }

  /** Nothing said: the project in the working folder, environment dev, all tables, text. */
  static Command nothingSaid() {
    return new Command(
        "", Path.of("."), "dev", "", OutputFormat.TEXT, Order.nothingSaid(), Map.of(), List.of());
  }

  Command verb(String said) {
    return new Command(said, project, environment, select, output, order, options, words);
  }

  Command project(Path said) {
    return new Command(verb, said, environment, select, output, order, options, words);
  }

  Command environment(String said) {
    return new Command(verb, project, said, select, output, order, options, words);
  }

  Command select(String said) {
    String both = select.isEmpty() ? said : select + " " + said;
    return new Command(verb, project, environment, both, output, order, options, words);
  }

  Command output(OutputFormat said) {
    return new Command(verb, project, environment, select, said, order, options, words);
  }

  Command order(Order said) {
    return new Command(verb, project, environment, select, output, said, options, words);
  }

  Command option(Verb.Option option, String said) {
    Map<Verb.Option, String> more = new EnumMap<>(Verb.Option.class);
    more.putAll(options);
    more.put(option, said);
    return new Command(verb, project, environment, select, output, order, more, words);
  }

  Command word(String said) {
    List<String> more = Stream.concat(words.stream(), Stream.of(said)).toList();
    return new Command(verb, project, environment, select, output, order, options, more);
  }

  /** What was said with an option. */
  public Optional<String> said(Verb.Option option) {
    return Optional.ofNullable(options.get(option));
  }

  /** Whether an option was given that takes no value. */
  public boolean asks(Verb.Option option) {
    return options.containsKey(option);
  }

  /** Whether the user agreed to what would be done. */
  public boolean agreed() {
    return order.consent() == Order.Consent.GIVEN;
  }

  /** Where a window begins. */
  public Optional<String> from() {
    return order.from();
  }

  /** Where a window ends, or what to go to. */
  public Optional<String> to() {
    return order.to();
  }

  /** The user who asks. */
  public String user() {
    return order.user();
  }

  /** How many lines were asked for; empty where no number was said. */
  public Optional<Integer> limit() {
    return order.rows().limit();
  }

  /** Whether everything was asked for, in so many words. */
  public boolean wantsAll() {
    return order.rows().extent() == RowWords.Extent.ALL;
  }
}
