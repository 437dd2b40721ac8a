package io.ingot.core.run;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import java.util.Map;
import java.util.TreeMap;

/** A stage that computes its table anew as a whole, whatever changed. */
record FullStage(Stage usual) implements Stage {
  @Override
  public Table table() {
    return usual.table();
  }

  @Override
  public Plan plan(StageContext context) {
    Map<TableName, Pin> inputs = new TreeMap<>();
    table().inputs().forEach(input -> inputs.put(input, now(context, input)));
    boolean waits = inputs.values().stream().anyMatch(pin -> pin.batch() < 0);
    // What it waits for is told by the stage itself.
    return waits ? usual.plan(context) : new Plan.Rebuild(inputs, "asked for by --full");
  }

  private static Pin now(StageContext context, TableName input) {
    return Pin.of(context.lake().table(input).state());
  }

  @Override
  public Published run(StageContext context, Batch batch) {
    return usual.run(context, batch);
  }
}
