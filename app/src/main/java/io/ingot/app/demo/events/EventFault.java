package io.ingot.app.demo.events;

import java.util.ArrayList;
import java.util.List;

/** What can be wrong with an event; each breaks one rule of {@code silver/user_events.yml}. */
enum EventFault {
  NO_USER("user_id is missing") {
    @Override
    UserEvent applyTo(UserEvent event) {
      return event.without("user_id");
    }
  },
  UNKNOWN_TYPE("event_type is not one of five") {
    @Override
    UserEvent applyTo(UserEvent event) {
      return event.with("event_type", "hover");
    }
  },
  NEGATIVE_AMOUNT("amount is negative") {
    @Override
    UserEvent applyTo(UserEvent event) {
      return event.with("amount", "-1.00");
    }
  },
  TOO_OLD("age is 200") {
    @Override
    UserEvent applyTo(UserEvent event) {
      return event.with("age", "200");
    }
  },
  NO_ADDRESS("email is no address") {
    @Override
    UserEvent applyTo(UserEvent event) {
      return event.with("email", "nobody");
    }
  };

  private final String description;

  EventFault(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }

  abstract UserEvent applyTo(UserEvent event);

  /** Spoils the first events of a list, one by each fault, in order. */
  static List<UserEvent> spoil(List<UserEvent> events) {
    List<UserEvent> spoilt = new ArrayList<>(events);
    for (EventFault fault : values()) {
      spoilt.set(fault.ordinal(), fault.applyTo(events.get(fault.ordinal())));
    }
    return spoilt;
  }
}
