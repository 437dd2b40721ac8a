package io.ingot.app.demo.events;

import io.ingot.app.demo.Answer;
import io.ingot.app.demo.Change;
import io.ingot.app.demo.DayChange;
import io.ingot.app.demo.Sample;
import io.ingot.app.demo.Sources;
import io.ingot.core.error.SourceException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The seven sources of {@code conf/events}, and two days of changes to them. The numbers of rows
 * are the same in every run; the dates are the three days before the one on which it is started.
 *
 * <p>Below the work folder it keeps {@code landing/<date>/*.csv}, {@code postgres} and {@code
 * kafka}. A day returns when the databases' clocks have left its changes behind, so that a
 * watermark with a lag of a second takes all of them.
 */
public final class EventDays implements Sources {
  private static final Duration SETTLED = Duration.ofMillis(1100);
  private static final int DAYS = 3;
  private static final int CORRECTED = 25;
  private static final int VOIDED = 10;
  private static final int TOLD_TWICE = 40;

  private final Path work;
  private final LocalDate since;
  private final String secret;
  private final EventDatabases databases;
  private final EventServer server;
  private final KafkaBroker broker;
  private final EventTopic topic;
  private final EventFiles files;

  private EventDays(
      Path work,
      LocalDate since,
      String secret,
      EventDatabases databases,
      EventServer server,
      KafkaBroker broker) {
    this.work = work;
    this.since = since;
    this.secret = secret;
    this.databases = databases;
    this.server = server;
    this.broker = broker;
    this.topic = EventTopic.create(broker.address());
    this.files = new EventFiles(work.resolve("landing"));
  }

  /** The sample, to be played. */
  public static Sample sample() {
    return new Sample(
        "events",
        "three databases, an HTTP server and a Kafka broker",
        EventDays::start,
        List.of(
            new Answer("gold.daily_activity", rows -> rows.orderBy("event_date", "event_type")),
            Answer.reasons("quarantine.user_events"),
            Answer.reasons("quarantine.user_events_lenient")));
  }

  /**
   * Starts the sources in an empty work folder.
   *
   * @throws SourceException when one cannot start
   */
  public static EventDays start(Path work) {
    Path folder = work.toAbsolutePath().normalize();
    String secret = HexFormat.of().formatHex(new SecureRandom().generateSeed(16));
    EventServer server = EventServer.start(secret);
    KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"));
    return new EventDays(
        folder,
        LocalDate.now(ZoneOffset.UTC).minusDays(DAYS),
        secret,
        EventDatabases.start(folder, secret, List.of("app", "web", "shop")),
        server,
        broker);
  }

  @Override
  public Map<String, String> variables() {
    return Map.of(
        "INGOT_DEMO_HOME", work.toString(),
        "INGOT_DEMO_JDBC", databases.jdbcUrl(),
        "INGOT_DEMO_PASSWORD", secret,
        "INGOT_DEMO_API", server.url(),
        "INGOT_DEMO_TOKEN", secret,
        "INGOT_DEMO_BROKERS", broker.address(),
        "INGOT_DEMO_SINCE", since.toString());
  }

  @Override
  public List<Supplier<DayChange>> days() {
    return List.of(this::first, this::second);
  }

  /** Everything that the seven sources know from before. */
  public DayChange first() {
    List<Change> changes = new ArrayList<>();
    List<UserEvent> app = spread("ap", 0, 1500);
    databases.insert("app", EventFault.spoil(app));
    databases.insert("web", EventFault.spoil(spread("we", 0, 1200)));
    databases.insert("shop", EventFault.spoil(spread("sh", 0, 900)));
    changes.add(fresh(3600, "events in three databases"));
    for (int day = 0; day < DAYS; day++) {
      List<UserEvent> told = new EventGenerator("pa").events(day(day), day * 500, 500);
      server.tellPartner(day(day), day == 0 ? withTwice(EventFault.spoil(told), app) : told);
      List<UserEvent> delivered = new EventGenerator("fi").events(day(day), day * 300, 300);
      files.deliver(day(day), day == 0 ? EventFault.spoil(delivered) : delivered);
    }
    changes.add(fresh(1500, "events from the partner's interface, which is busy at first"));
    changes.add(
        new Change(
            Change.Kind.RESENT, TOLD_TWICE, "events of the app that the partner tells as well"));
    changes.add(fresh(900, "events in 15 CSV files"));
    server.reportMobile(EventFault.spoil(spread("mo", 0, 600)));
    changes.add(fresh(600, "events from the mobile interface"));
    topic.send(EventFault.spoil(spread("ka", 0, 900)));
    changes.add(fresh(900, "messages in the topic " + EventTopic.NAME));
    for (EventFault fault : EventFault.values()) {
      changes.add(new Change(Change.Kind.BAD, 7, fault.description() + ", once in each source"));
    }
    settle();
    return new DayChange("what seven sources know", changes);
  }

  /** New events, corrected ones, and some that were taken back. */
  public DayChange second() {
    List<Change> changes = new ArrayList<>();
    databases.insert("app", spread("ap", 1500, 200));
    databases.insert("web", spread("we", 1200, 150));
    databases.insert("shop", spread("sh", 900, 100));
    changes.add(fresh(450, "events in three databases"));
    databases.execute(
        "app",
        "UPDATE user_events SET country = 'CH' WHERE event_id IN (SELECT event_id FROM user_events"
            + " WHERE age < 150 ORDER BY event_id OFFSET 100 LIMIT "
            + CORRECTED
            + ")");
    changes.add(new Change(Change.Kind.CORRECTED, CORRECTED, "events of the app move to CH"));
    databases.execute(
        "shop",
        "UPDATE user_events SET voided = true WHERE event_id IN (SELECT event_id FROM user_events"
            + " WHERE age < 150 ORDER BY event_id OFFSET 100 LIMIT "
            + VOIDED
            + ")");
    changes.add(new Change(Change.Kind.CORRECTED, VOIDED, "events of the till are taken back"));
    server.reportMobile(spread("mo", 600, 200));
    changes.add(fresh(200, "events from the mobile interface"));
    files.deliver(day(DAYS), new EventGenerator("fi").events(day(DAYS - 1), 900, 300));
    changes.add(fresh(300, "events in 5 CSV files"));
    topic.send(spread("ka", 900, 300));
    changes.add(fresh(300, "messages in the topic " + EventTopic.NAME));
    settle();
    return new DayChange("the next day", changes);
  }

  /** Events dealt out over the days. */
  private List<UserEvent> spread(String source, int first, int count) {
    List<UserEvent> events = new ArrayList<>();
    int share = count / DAYS;
    for (int day = 0; day < DAYS; day++) {
      int size = day < DAYS - 1 ? share : count - share * (DAYS - 1);
      events.addAll(new EventGenerator(source).events(day(day), first + day * share, size));
    }
    return events;
  }

  /** The partner's events, and some of the app's that are good. */
  private static List<UserEvent> withTwice(List<UserEvent> partner, List<UserEvent> app) {
    List<UserEvent> all = new ArrayList<>(partner);
    all.addAll(app.subList(200, 200 + TOLD_TWICE));
    return all;
  }

  private LocalDate day(int number) {
    return since.plusDays(number);
  }

  private static Change fresh(long rows, String what) {
    return new Change(Change.Kind.NEW, rows, what);
  }

  private static void settle() {
    try {
      Thread.sleep(SETTLED.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException("Interrupted while waiting for the databases' clocks.", e);
    }
  }

  @Override
  public void close() {
    topic.close();
    broker.close();
    server.close();
    databases.close();
  }
}
