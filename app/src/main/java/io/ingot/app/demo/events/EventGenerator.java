package io.ingot.app.demo.events;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Makes events, the same for the same source, day and numbers. */
final class EventGenerator {
  private static final int USERS = 400;

  /**
   * One event in so many lacks its category, one shouts its type, one has an address in capitals.
   */
  private static final int UNTIDY = 50;

  private static final List<String> TYPES =
      List.of("view", "view", "view", "click", "click", "purchase", "signup", "logout");
  private static final List<String> CATEGORIES = List.of("books", "music", "garden", "toys");
  private static final List<String> COUNTRIES = List.of("CN", "US", "JP", "UK");
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'");

  private final String source;

  /**
   * @param source two letters or digits that its event ids begin with
   */
  EventGenerator(String source) {
    if (!source.matches("[a-z0-9]{2}")) {
      throw new IllegalArgumentException("Invalid source: " + source);
    }
    this.source = source;
  }

  /**
   * Events of a day.
   *
   * @param first number of the first one; an event's number tells it apart within its source
   */
  List<UserEvent> events(LocalDate day, int first, int count) {
    List<UserEvent> events = new ArrayList<>();
    for (int number = first; number < first + count; number++) {
      events.add(event(day, number));
    }
    return events;
  }

  private UserEvent event(LocalDate day, int number) {
    Random chance = new Random((source + number).hashCode());
    String type = TYPES.get(chance.nextInt(TYPES.size()));
    int user = chance.nextInt(USERS);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("event_id", String.format(Locale.ROOT, "evt_%s%014d", source, number));
    fields.put("user_id", "user" + user);
    fields.put("event_type", type);
    fields.put(
        "event_time",
        day.atTime(LocalTime.ofSecondOfDay(chance.nextInt(86_400)))
            .atOffset(ZoneOffset.UTC)
            .format(MOMENT));
    if (type.equals("purchase")) {
      fields.put("amount", BigDecimal.valueOf(chance.nextInt(50_000), 2).toPlainString());
    }
    fields.put("duration", String.valueOf(chance.nextInt(600)));
    fields.put("click_count", String.valueOf(chance.nextInt(20)));
    fields.put("category", CATEGORIES.get(chance.nextInt(CATEGORIES.size())));
    fields.put("session_duration", String.valueOf(600 + chance.nextInt(3_000)));
    fields.put("page_count", String.valueOf(1 + chance.nextInt(30)));
    fields.put("age", String.valueOf(16 + user % 60));
    fields.put("email", "user" + user + "@example.com");
    fields.put("country", COUNTRIES.get(user % COUNTRIES.size()));
    fields.put("item_id", "item" + chance.nextInt(200));
    return untidy(new UserEvent(fields), number);
  }

  /** What breaks no rule and has to be put in order all the same. */
  private static UserEvent untidy(UserEvent event, int number) {
    return switch (number % UNTIDY) {
      case 7 -> event.without("category");
      case 8 ->
          event.with(
              "event_type", "  " + event.fields().get("event_type").toUpperCase(Locale.ROOT) + " ");
      case 9 -> event.with("email", event.fields().get("email").toUpperCase(Locale.ROOT));
      default -> event;
    };
  }
}
