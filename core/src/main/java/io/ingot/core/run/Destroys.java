package io.ingot.core.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ingot.core.batch.Plan;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Layer;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import java.util.List;
import java.util.Map;

/** What a stage does to the rows that its table has now. */
public enum Destroys {
  /** They stay, or the batch changes single ones by their key. */
  @JsonProperty("nothing")
  NOTHING("-"),
  /** Whole partitions of them are replaced. */
  @JsonProperty("partitions")
  PARTITIONS("partitions"),
  /** All of them are replaced. */
  @JsonProperty("all")
  ALL("all rows"),
  /** It depends on what this run will bring into the inputs. */
  @JsonProperty("open")
  OPEN("not known yet");

  private final String words;

  Destroys(String words) {
    this.words = words;
  }

  /** For a person. */
  public String words() {
    return words;
  }

  /** What a plan does to a table; there is nothing to destroy in one that is not there. */
  static Destroys of(Table table, TableState state, Plan plan) {
    if (!state.exists() || plan instanceof Plan.NothingToDo) {
      return NOTHING;
    }
    return plan.replacesAll() ? ALL : byDeclaration(table, plan);
  }

  private static Destroys byDeclaration(Table table, Plan plan) {
    if (!(plan instanceof Plan.Advance)) {
      return NOTHING;
    }
    if (table instanceof SilverTable silver) {
      return switch (silver.write().mode()) {
        case REPLACE -> ALL;
        case REPLACE_PARTITIONS -> PARTITIONS;
        default -> NOTHING;
      };
    }
    return PARTITIONS;
  }

  /** What a table's next plan may do to it, before its inputs have moved. */
  static Destroys byNext(Table table, TableState state) {
    if (!state.exists()) {
      return NOTHING;
    }
    return table.name().layer() == Layer.SILVER
        ? byDeclaration(table, new Plan.Advance(Map.of(), Map.of(), ""))
        : OPEN;
  }

  /** The same, unless inputs move before the table's time comes and it may do more then. */
  Destroys orOpen(Table table, TableState state, List<TableName> ahead) {
    return ahead.isEmpty() || this == ALL ? this : byNext(table, state);
  }

  /** Whether whoever was told this was told of the other too. */
  boolean tells(Destroys other) {
    return this == other || this == OPEN || this == ALL || other == NOTHING;
  }
}
