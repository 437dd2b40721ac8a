package io.ingot.app.demo.events;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing that a user did, field by field as text; a field that is not told is absent.
 *
 * @param fields by name, in the order of {@link #FIELDS}
 */
record UserEvent(Map<String, String> fields) {
  static final List<String> FIELDS =
      List.of(
          "event_id",
          "user_id",
          "event_type",
          "event_time",
          "amount",
          "duration",
          "click_count",
          "category",
          "session_duration",
          "page_count",
          "age",
          "email",
          "country",
          "item_id");

  /** Fields that JSON writes without quotes. */
  private static final List<String> NUMBERS =
      List.of("amount", "duration", "click_count", "session_duration", "page_count", "age");

  UserEvent {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  String id() {
    return fields.get("event_id");
  }

  /** The same event with another value. */
  UserEvent with(String field, String value) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.put(field, value);
    return new UserEvent(changed);
  }

  /** The same event without a value. */
  UserEvent without(String field) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.remove(field);
    return new UserEvent(changed);
  }

  /** As a line of CSV; no value of these events needs quotes. */
  String csv() {
    List<String> values = new ArrayList<>();
    FIELDS.forEach(field -> values.add(fields.getOrDefault(field, "")));
    return String.join(",", values);
  }

  /** As a JSON object; no value of these events needs escapes. */
  String json() {
    List<String> members = new ArrayList<>();
    fields.forEach(
        (name, value) ->
            members.add(
                "\"" + name + "\":" + (NUMBERS.contains(name) ? value : "\"" + value + "\"")));
    return "{" + String.join(",", members) + "}";
  }
}
