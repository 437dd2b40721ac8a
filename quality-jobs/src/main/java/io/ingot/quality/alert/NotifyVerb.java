package io.ingot.quality.alert;

import io.ingot.core.batch.Json;
import io.ingot.core.cli.Command;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Channel;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code ingot quality notify}: whether the channels take a message. */
public final class NotifyVerb implements Verb {
  private final Patience patience;

  public NotifyVerb() {
    this(Patience.usual());
  }

  NotifyVerb(Patience patience) {
    this.patience = patience;
  }

  @Override
  public String name() {
    return "quality notify";
  }

  @Override
  public String summary() {
    return "send a test message to every channel of alerts, or to those named";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.OUTPUT, Option.WORDS);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Project project = ProjectLoader.load(command.project(), command.environment()).orThrow();
    Map<String, Channel> channels = chosen(project, command.words());
    Message message = Message.trial(project, Instant.now());
    List<Post.Letter> letters = new ArrayList<>();
    channels.forEach((name, channel) -> letters.add(new Post.Letter(name, channel, message)));
    Map<String, Delivery> deliveries = new Post(patience).carry(letters);
    List<Told> told = new ArrayList<>();
    deliveries.forEach((name, delivery) -> told.add(Told.of(name, channels.get(name), delivery)));
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(told));
    } else {
      console.table(
          List.of("channel", "type", "outcome", "reason"), told.stream().map(Told::row).toList());
    }
    return told.stream().allMatch(Told::accepted) ? ExitCode.DONE : ExitCode.CRASH;
  }

  private static Map<String, Channel> chosen(Project project, List<String> words) {
    Map<String, Channel> all = new TreeMap<>(project.watching().alerts().channels());
    if (all.isEmpty()) {
      throw new ProjectException(
          project.name() + " names no channel. Add alerts.channels to ingot.yml.");
    }
    for (String word : words) {
      if (!all.containsKey(word)) {
        throw new ProjectException(
            "There is no channel '"
                + word
                + "'. Channels: "
                + String.join(", ", all.keySet())
                + ".");
      }
    }
    if (!words.isEmpty()) {
      all.keySet().retainAll(new TreeSet<>(words));
    }
    return all;
  }

  /** What became of one channel's message. */
  private record Told(String channel, String type, boolean accepted, String reason) {
    static Told of(String name, Channel channel, Delivery delivery) {
      return new Told(
          name,
          channel.getClass().getSimpleName().toLowerCase(Locale.ROOT),
          delivery instanceof Delivery.Accepted,
          delivery instanceof Delivery.Refused refused ? refused.reason() : "");
    }

    List<String> row() {
      return List.of(channel, type, accepted ? "accepted" : "failed", reason);
    }
  }
}
