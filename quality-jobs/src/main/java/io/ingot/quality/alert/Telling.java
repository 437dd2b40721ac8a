package io.ingot.quality.alert;

import io.ingot.core.project.Channel;
import io.ingot.core.project.Channel.Trouble;
import io.ingot.core.project.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What one channel is told now, and what it knows afterwards.
 *
 * @param troubles what is wrong, and new to it or told long ago
 * @param resolved what was wrong and is well again
 * @param known what is wrong and was told not long ago
 * @param silent what was told before and nobody looked at now
 */
record Telling(
    List<OpenTrouble> troubles,
    List<OpenTrouble> resolved,
    List<OpenTrouble> known,
    List<OpenTrouble> silent) {
  Telling {
    troubles = List.copyOf(troubles);
    resolved = List.copyOf(resolved);
    known = List.copyOf(known);
    silent = List.copyOf(silent);
  }

  /**
   * Decides by what the channel knows.
   *
   * @param open what it was told, or could not be told
   * @param tables those that the project has; a trouble of another one is forgotten
   * @param repeat how long the same is not told again
   */
  static Telling of(
      Channel channel,
      Collection<OpenTrouble> open,
      Set<TableName> tables,
      Seen seen,
      Duration repeat) {
    Map<Notice.Subject, OpenTrouble> before = new LinkedHashMap<>();
    open.stream()
        .filter(trouble -> channel.tells(trouble.notice().trouble()))
        .filter(trouble -> tables.contains(trouble.notice().table()))
        .forEach(trouble -> before.put(trouble.notice().subject(), trouble));
    Map<Notice.Subject, OpenTrouble> wrong = new LinkedHashMap<>();
    seen.wrong().stream()
        .filter(notice -> channel.tells(notice.trouble()))
        .forEach(notice -> wrong.put(notice.subject(), found(before, notice, seen)));
    before.keySet().removeAll(wrong.keySet());
    return of(wrong.values(), before.values(), seen, repeat);
  }

  private static Telling of(
      Collection<OpenTrouble> wrong, Collection<OpenTrouble> others, Seen seen, Duration repeat) {
    return new Telling(
        Stream.concat(
                wrong.stream().filter(trouble -> trouble.isDue(seen.at(), repeat)),
                others.stream()
                    .filter(trouble -> !isOver(trouble, seen))
                    .filter(OpenTrouble::isOwed))
            .toList(),
        others.stream()
            .filter(trouble -> isOver(trouble, seen))
            .map(trouble -> trouble.overAt(seen.at()))
            .toList(),
        wrong.stream().filter(trouble -> !trouble.isDue(seen.at(), repeat)).toList(),
        others.stream()
            .filter(trouble -> !isOver(trouble, seen))
            .filter(trouble -> !trouble.isOwed())
            .toList());
  }

  private static OpenTrouble found(
      Map<Notice.Subject, OpenTrouble> before, Notice notice, Seen seen) {
    OpenTrouble earlier = before.get(notice.subject());
    return earlier == null
        ? OpenTrouble.found(notice, seen.run(), seen.at())
        : earlier.foundAgain(notice, seen.run());
  }

  private static boolean isOver(OpenTrouble trouble, Seen seen) {
    Trouble kind = trouble.notice().trouble();
    return trouble.isOver() || seen.looked().contains(new Looked(trouble.notice().table(), kind));
  }

  boolean isNothing() {
    return troubles.isEmpty() && resolved.isEmpty();
  }

  /** What the channel knows once it took the message. */
  List<OpenTrouble> afterwards(Instant now) {
    return knowing(trouble -> trouble.toldAt(now)).toList();
  }

  /** What the channel knows when it could not be told: as much as before, and what it is owed. */
  List<OpenTrouble> owed() {
    return Stream.concat(knowing(trouble -> trouble), resolved.stream()).toList();
  }

  private Stream<OpenTrouble> knowing(UnaryOperator<OpenTrouble> telling) {
    return Stream.of(troubles.stream().map(telling), known.stream(), silent.stream())
        .flatMap(each -> each);
  }
}
