package io.ingot.core.batch;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ingot.core.project.TableName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the next batch of a table will do, decided from metadata alone. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "mode")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Plan.NothingToDo.class, name = "nothing"),
  @JsonSubTypes.Type(value = Plan.Extract.class, name = "extract"),
  @JsonSubTypes.Type(value = Plan.Backfill.class, name = "backfill"),
  @JsonSubTypes.Type(value = Plan.Move.class, name = "move"),
  @JsonSubTypes.Type(value = Plan.Advance.class, name = "advance"),
  @JsonSubTypes.Type(value = Plan.Rebuild.class, name = "rebuild"),
  @JsonSubTypes.Type(value = Plan.Replay.class, name = "replay"),
  @JsonSubTypes.Type(value = Plan.Waive.class, name = "waive"),
  @JsonSubTypes.Type(value = Plan.Restore.class, name = "restore")
})
public sealed interface Plan {
  /** One word for the kind of work. */
  String mode();

  /** The exact range, for a person. */
  String range();

  /** What is read, as a part of a sentence: "bronze.sales batches 5 to 6". */
  default String reads() {
    return range();
  }

  /** Why this is what has to be done. */
  String reason();

  /** The tables that are read, as they are read; none for a source. */
  default Map<TableName, Pin> inputs() {
    return Map.of();
  }

  /** Whether the table has to be planned again at once, since one batch may not take all. */
  default boolean backlog() {
    return false;
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

  /**
   * Take the next window of a source.
   *
   * @param backlog whether the source holds more than one batch may take, so that another follows
   */
  record Extract(Window window, String reason, boolean backlog) implements Plan {
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
   * Read a closed window of a source once more; the table's progress stays where it is.
   *
   * @param window lies before the table's progress
   */
  record Backfill(Window window, String reason) implements Plan {
    public Backfill {
      Objects.requireNonNull(window, "window");
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String mode() {
      return "backfill";
    }

    @Override
    public String range() {
      return window.describe();
    }
  }

  /**
   * Go on from another place of the source; carries no rows and begins a new generation.
   *
   * @param to the place, as it was said
   * @param who the user who asked for it
   * @param reason why, in the words of that user
   * @param steps what it did to the table's bounds
   */
  record Move(String to, String who, String reason, List<Step> steps) implements Plan {
    public Move {
      steps = List.copyOf(steps);
      Objects.requireNonNull(to, "to");
      Objects.requireNonNull(who, "who");
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String mode() {
      return "move";
    }

    @Override
    public String range() {
      return "to " + to;
    }

    /**
     * One bound that was moved.
     *
     * @param bound its name
     * @param from where it was; empty for one that was not there
     * @param to where it is now
     */
    public record Step(String bound, Optional<Long> from, long to) {
      public Step {
        Objects.requireNonNull(bound, "bound");
        Objects.requireNonNull(from, "from");
      }
    }
  }

  /**
   * Follow what changed in other tables since the last batch.
   *
   * @param from the followed tables when the last batch read them; batch -1 for one that is new
   * @param inputs every input, the followed ones too, as it is read now
   */
  record Advance(Map<TableName, Pin> from, Map<TableName, Pin> inputs, String reason)
      implements Plan {
    public Advance {
      Objects.requireNonNull(reason, "reason");
      from = Map.copyOf(from);
      inputs = Map.copyOf(inputs);
    }

    @Override
    public String mode() {
      return "advance";
    }

    @Override
    public String range() {
      return new TreeMap<>(from)
          .entrySet().stream()
              .map(
                  last ->
                      last.getKey()
                          + " batches "
                          + (last.getValue().batch() + 1)
                          + ".."
                          + inputs.get(last.getKey()).batch())
              .collect(Collectors.joining(", "));
    }

    @Override
    public String reads() {
      return new TreeMap<>(from)
          .entrySet().stream()
              .map(
                  last ->
                      batches(
                          last.getKey(),
                          last.getValue().batch() + 1,
                          inputs.get(last.getKey()).batch()))
              .collect(Collectors.joining(", "));
    }

    private static String batches(TableName table, long first, long last) {
      return first == last
          ? table + " batch " + first
          : table + " batches " + first + " to " + last;
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

    @Override
    public String reads() {
      return new TreeMap<>(inputs)
          .entrySet().stream()
              .map(input -> input.getKey() + " version " + input.getValue().version())
              .collect(Collectors.joining(", "));
    }
  }

  /**
   * Judge refused rows once more, by the rules and the references as they are now.
   *
   * @param pick which of the rows that were open
   * @param quarantine where those rows are read from
   * @param inputs the followed tables as the last batch read them, so that the next goes on from
   *     there, and the tables that are referred to as they are now
   * @param who the user who asked for it
   */
  record Replay(Pick pick, Pin quarantine, Map<TableName, Pin> inputs, String who) implements Plan {
    public Replay {
      Objects.requireNonNull(pick, "pick");
      Objects.requireNonNull(quarantine, "quarantine");
      inputs = Map.copyOf(inputs);
      Objects.requireNonNull(who, "who");
    }

    @Override
    public String mode() {
      return "replay";
    }

    @Override
    public String range() {
      return "refused rows of version " + quarantine.version() + ": " + pick.describe();
    }

    @Override
    public String reason() {
      return "asked for by " + who;
    }
  }

  /**
   * Close refused rows that will not be mended; publishes no row.
   *
   * @param pick which of the rows that were open
   * @param quarantine where those rows are read from
   * @param inputs as the last batch read them, so that the next goes on from there
   * @param who the user who asked for it
   * @param reason why, in the words of that user
   */
  record Waive(Pick pick, Pin quarantine, Map<TableName, Pin> inputs, String who, String reason)
      implements Plan {
    public Waive {
      Objects.requireNonNull(pick, "pick");
      Objects.requireNonNull(quarantine, "quarantine");
      inputs = Map.copyOf(inputs);
      Objects.requireNonNull(who, "who");
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String mode() {
      return "waive";
    }

    @Override
    public String range() {
      return "refused rows of version " + quarantine.version() + ": " + pick.describe();
    }
  }

  /**
   * Bring back what the table was at an earlier version; begins a new generation.
   *
   * @param version that version
   * @param inputs as the batch of that version had read them, so that the next run goes on from
   *     there
   * @param who the user who asked for it
   * @param reason why, in the words of that user
   */
  record Restore(long version, Map<TableName, Pin> inputs, String who, String reason)
      implements Plan {
    public Restore {
      inputs = Map.copyOf(inputs);
      Objects.requireNonNull(who, "who");
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String mode() {
      return "restore";
    }

    @Override
    public boolean replacesAll() {
      return true;
    }

    @Override
    public String range() {
      return "to version " + version;
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
