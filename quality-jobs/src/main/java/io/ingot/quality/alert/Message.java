package io.ingot.quality.alert;

import io.ingot.core.project.Channel;
import io.ingot.core.project.Channel.Trouble;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a channel is told, before it is put into the words of its kind.
 *
 * @param headline everything in a line
 * @param run the run that it is about; empty where it is about none
 * @param troubles what is wrong, the worst first
 * @param resolved what was wrong and is well again
 * @param skipped tables that were not begun
 * @param known how much else is wrong that the channel was told of before
 * @param more how many troubles there are that have no room in it
 * @param link where the run can be looked at
 */
record Message(
    String headline,
    String project,
    String environment,
    Optional<String> run,
    Instant at,
    List<Item> troubles,
    List<Item> resolved,
    List<TableName> skipped,
    int known,
    int more,
    Optional<String> link) {
  private static final int NAME = 80;
  private static final int MOST = 100;

  private static final Comparator<Item> WORST_FIRST =
      Comparator.comparing(Item::kind).thenComparing(Item::table);

  Message {
    troubles = List.copyOf(troubles);
    resolved = List.copyOf(resolved);
    skipped = List.copyOf(skipped);
  }

  /** What is to be told. */
  static Message of(Project project, Wording wording, Channel channel, Seen seen, Telling telling) {
    List<Item> troubles = items(telling.troubles(), wording, channel);
    List<Item> resolved = items(telling.resolved(), wording, channel);
    return new Message(
        place(project) + ": " + summary(troubles, resolved),
        Line.of(project.name(), NAME),
        Line.of(project.environment(), NAME),
        seen.run(),
        seen.at(),
        first(troubles),
        first(resolved),
        first(seen.skipped()),
        telling.known().size(),
        troubles.size() + resolved.size() - first(troubles).size() - first(resolved).size(),
        wording.links().of(seen.run()));
  }

  /** One that tells only that it arrived. */
  static Message trial(Project project, Instant at) {
    return new Message(
        place(project) + ": this is a test message; nothing is wrong",
        Line.of(project.name(), NAME),
        Line.of(project.environment(), NAME),
        Optional.empty(),
        at.truncatedTo(ChronoUnit.SECONDS),
        List.of(),
        List.of(),
        List.of(),
        0,
        0,
        Optional.empty());
  }

  private static List<Item> items(List<OpenTrouble> troubles, Wording wording, Channel channel) {
    return troubles.stream()
        .map(trouble -> wording.item(trouble, channel))
        .sorted(WORST_FIRST)
        .toList();
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(MOST, all.size()));
  }

  private static String place(Project project) {
    return Line.of(project.name(), NAME) + " (" + Line.of(project.environment(), NAME) + ")";
  }

  private static String summary(List<Item> troubles, List<Item> resolved) {
    List<String> parts = new ArrayList<>();
    part(parts, tables(troubles, Trouble.FAILED), "stage failed", "stages failed");
    part(parts, tables(troubles, Trouble.REFUSED), "batch refused", "batches refused");
    part(parts, count(troubles, Trouble.WARNED), "check warned", "checks warned");
    part(parts, tables(troubles, Trouble.LATE), "table late", "tables late");
    part(parts, count(troubles, Trouble.DRIFTED), "column drifted", "columns drifted");
    part(parts, resolved.size(), "well again", "well again");
    return String.join(", ", parts);
  }

  private static void part(List<String> parts, long count, String one, String many) {
    if (count > 0) {
      parts.add(count + " " + (count == 1 ? one : many));
    }
  }

  private static long count(List<Item> items, Trouble trouble) {
    return items.stream().filter(item -> item.kind() == trouble).count();
  }

  private static long tables(List<Item> items, Trouble trouble) {
    return items.stream()
        .filter(item -> item.kind() == trouble)
        .map(Item::table)
        .distinct()
        .count();
  }

  /** What there is to say beside the troubles. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (more > 0) {
      notes.add("and " + more + " more that have no room here");
    }
    if (known > 0) {
      notes.add("as before: " + known + (known == 1 ? " trouble" : " troubles"));
    }
    if (!skipped.isEmpty()) {
      notes.add(
          "not begun: " + String.join(", ", skipped.stream().map(TableName::toString).toList()));
    }
    run.ifPresent(id -> notes.add("run " + id));
    return notes;
  }
}
