package io.ingot.core.run;

import io.ingot.core.project.TableName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A move of a table's progress that is not made yet.
 *
 * @param table the table
 * @param to the position, as it was said
 * @param steps each bound that the position decides
 * @param bounds all bounds of the table after the move
 * @param generation the generation that it begins
 * @param batch the number that it has among the table's batches
 * @param version the table's version that it was planned from
 * @param effects what becomes of this table and those computed from it when rows are read again
 */
public record PlannedMove(
    TableName table,
    String to,
    List<Step> steps,
    Map<String, Long> bounds,
    int generation,
    long batch,
    long version,
    List<Effect> effects) {
  /** How bounds are named that only say what is taken again. */
  private static final String AGAIN = "again_";

  public PlannedMove {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(to, "to");
    steps = List.copyOf(steps);
    bounds = Map.copyOf(bounds);
    effects = List.copyOf(effects);
  }

  /** Whether a bound goes this way. */
  public boolean goes(Direction direction) {
    return steps.stream().anyMatch(step -> step.direction() == direction);
  }

  /** Whether the table is there already. */
  public boolean idle() {
    return steps.stream().allMatch(step -> step.direction() == Direction.NOWHERE);
  }

  /**
   * One bound of a move.
   *
   * @param name of the bound
   * @param from where it is, in words; empty when the table has no such bound yet
   * @param to where it goes, in words
   * @param direction which way that is
   */
  public record Step(String name, Optional<String> from, String to, Direction direction) {
    public Step {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(to, "to");
      Objects.requireNonNull(direction, "direction");
    }
  }

  /** Which way a bound goes. */
  public enum Direction {
    BACK,
    NOWHERE,
    FORWARD;

    /**
     * A bound that is not there yet goes forward: before it nothing was passed over. One that only
     * says what is taken again goes back, whatever its number.
     */
    static Direction of(String name, Optional<Long> from, long to) {
      return name.startsWith(AGAIN) ? BACK : compared(from, to);
    }

    private static Direction compared(Optional<Long> from, long to) {
      return from.map(present -> Long.compare(to, present))
          .map(way -> way < 0 ? BACK : way > 0 ? FORWARD : NOWHERE)
          .orElse(FORWARD);
    }
  }
}
