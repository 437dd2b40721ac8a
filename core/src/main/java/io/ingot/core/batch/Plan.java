package io.ingot.core.batch;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ingot.core.project.TableName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the next batch of a table will do, decided from metadata alone. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "mode")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Plan.NothingToDo.class, name = "nothing"),
  @JsonSubTypes.Type(value = Plan.Extract.class, name = "extract"),
  @JsonSubTypes.Type(value = Plan.Advance.class, name = "advance"),
  @JsonSubTypes.Type(value = Plan.Rebuild.class, name = "rebuild")
})
public sealed interface Plan {
  /** One word for the kind of work. */
  String mode();

  /** The exact range, for a person. */
  String range();

  /** Why this is what has to be done. */
  String reason();

  /** The tables that are read, as they are read; none for a source. */
  default Map<TableName, Pin> inputs() {
    return Map.of();
  }

  /** Whether rows that are there will be replaced as a whole. */
  default boolean replacesAll() {
    return false;
  }

  /** The table is as it should be. */
  record NothingToDo(String reason) implements Plan {
    public NothingToDo {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String mode() {
      return "skip";
    }

    @Override
    public String range() {
      return "-";
    }
  }

  /** Take a window of a source. */
  record Extract(Window window, String reason) implements Plan {
    public Extract {
      Objects.requireNonNull(window, "window");
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String mode() {
      return "extract";
    }

    @Override
    public String range() {
      return window.describe();
    }
  }

  /**
   * Follow what changed in one table since the last batch.
   *
   * @param driver the table whose changes are followed
   * @param from the driver when the last batch read it; batch -1 for the first batch of all
   * @param inputs every input, the driver too, as it is read now
   */
  record Advance(TableName driver, Pin from, Map<TableName, Pin> inputs, String reason)
      implements Plan {
    public Advance {
      Objects.requireNonNull(driver, "driver");
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(reason, "reason");
      inputs = Map.copyOf(inputs);
    }

    /** The driver as it is read now. */
    public Pin to() {
      return inputs.get(driver);
    }

    @Override
    public String mode() {
      return "advance";
    }

    @Override
    public String range() {
      return driver + " batches " + (from.batch() + 1) + ".." + to().batch();
    }
  }

  /** Compute the whole table anew from its inputs. */
  record Rebuild(Map<TableName, Pin> inputs, String reason) implements Plan {
    public Rebuild {
      inputs = Map.copyOf(inputs);
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String mode() {
      return "rebuild";
    }

    @Override
    public boolean replacesAll() {
      return true;
    }

    @Override
    public String range() {
      return new TreeMap<>(inputs)
          .entrySet().stream()
              .map(input -> input.getKey() + "@" + input.getValue().version())
              .collect(Collectors.joining(", "));
    }
  }

  /** The inputs of a plan by their versions; empty for one that reads a source. */
  static Map<TableName, Long> versions(Map<TableName, Pin> inputs) {
    return inputs.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, pin -> pin.getValue().version()));
  }

  /** The names of inputs that changed between two sets of pins, sorted. */
  static List<TableName> changed(Map<TableName, Pin> before, Map<TableName, Pin> now) {
    return now.keySet().stream()
        .filter(
            table ->
                !before.containsKey(table)
                    || before.get(table).batch() != now.get(table).batch()
                    || !before.get(table).tableId().equals(now.get(table).tableId()))
        .sorted()
        .toList();
  }
}
