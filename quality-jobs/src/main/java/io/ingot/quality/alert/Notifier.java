package io.ingot.quality.alert;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Alerts;
import io.ingot.core.project.Project;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Tells a project's channels what is wrong and what is well again, each in one message. It never
 * throws: what could not be told is a note, and is owed to the channel, which is told next time.
 */
public final class Notifier {
  private final Project project;
  private final Lake lake;
  private final String who;
  private final Post post;
  private final Consumer<String> notes;

  Notifier(Project project, Lake lake, String who, Patience patience, Consumer<String> notes) {
    this.project = project;
    this.lake = lake;
    this.who = who;
    this.post = new Post(patience);
    this.notes = notes;
  }

  /**
   * Of somebody who looks at tables.
   *
   * @param who a word such as {@code drift}; what one tells, another neither repeats nor takes back
   * @param notes takes what a person should know, a line at a time
   */
  public static Notifier of(Project project, Lake lake, String who, Consumer<String> notes) {
    return new Notifier(project, lake, who, Patience.usual(), notes);
  }

  /**
   * Tells what a call found.
   *
   * @param wrong all that is wrong, whether it was told before or not
   * @param looked what was looked at: of what was told of these before, all that is not wrong any
   *     more is well again
   */
  public void tell(List<Notice> wrong, Set<Looked> looked) {
    tell(new Seen(Optional.empty(), Instant.now(), wrong, looked, List.of()));
  }

  /** Tells what a run, or a call, found. */
  void tell(Seen seen) {
    try {
      told(seen);
    } catch (RuntimeException e) {
      notes.accept("alert outcome=failed reason=" + quoted(e.getClass().getSimpleName()));
    }
  }

  private void told(Seen seen) {
    Wording wording = new Wording(project);
    Alerts alerts = project.watching().alerts();
    Map<String, Draft> drafts = new HashMap<>();
    List<Post.Letter> letters = new ArrayList<>();
    new TreeMap<>(alerts.channels())
        .forEach(
            (name, channel) -> {
              ToldTroubles told = new ToldTroubles(lake.files(), project, who, name);
              List<OpenTrouble> before = known(told, name);
              Telling telling =
                  Telling.of(channel, before, project.tables().keySet(), seen, alerts.repeat());
              drafts.put(name, new Draft(told, before, telling));
              if (!telling.isNothing()) {
                letters.add(
                    new Post.Letter(
                        name, channel, Message.of(project, wording, channel, seen, telling)));
              }
            });
    Map<String, Delivery> deliveries = post.carry(letters);
    drafts.forEach(
        (name, draft) -> keep(name, draft, Optional.ofNullable(deliveries.get(name)), seen));
    deliveries.forEach(this::note);
  }

  /** A channel whose memory is lost is told too much rather than too little. */
  private List<OpenTrouble> known(ToldTroubles told, String channel) {
    try {
      return told.read();
    } catch (RuntimeException e) {
      notes.accept(
          "alert channel="
              + quoted(channel)
              + " outcome=forgotten reason=\"what it was told cannot be read: "
              + e.getClass().getSimpleName()
              + "\"");
      return List.of();
    }
  }

  private void keep(String name, Draft draft, Optional<Delivery> delivery, Seen seen) {
    boolean refused = delivery.filter(Delivery.Refused.class::isInstance).isPresent();
    List<OpenTrouble> now =
        refused ? draft.telling().owed() : draft.telling().afterwards(seen.at());
    try {
      draft.told().keep(draft.before(), now);
    } catch (RuntimeException e) {
      notes.accept(
          "alert channel="
              + quoted(name)
              + " outcome=forgotten reason=\"what it was told cannot be kept: "
              + e.getClass().getSimpleName()
              + "\"");
    }
  }

  private void note(String channel, Delivery delivery) {
    notes.accept(
        "alert channel="
            + quoted(channel)
            + (delivery instanceof Delivery.Refused refused
                ? " outcome=failed reason=" + quoted(refused.reason())
                : " outcome=accepted"));
  }

  private static String quoted(String text) {
    String line = Line.of(text, 300).replace('"', '\'');
    return line.matches("[\\w.-]+") ? line : "\"" + line + "\"";
  }

  /** What one channel would be told, and what it knows. */
  private record Draft(ToldTroubles told, List<OpenTrouble> before, Telling telling) {}
}
