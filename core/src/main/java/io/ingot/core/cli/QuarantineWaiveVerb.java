package io.ingot.core.cli;

import io.ingot.core.batch.Pick;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.run.Stages;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** {@code ingot quarantine waive}: gives refused rows up, for a reason. */
record QuarantineWaiveVerb(Supplier<Stages> stages) implements Verb {
  QuarantineWaiveVerb {
    Objects.requireNonNull(stages, "stages");
  }

  @Override
  public String name() {
    return "quarantine waive";
  }

  @Override
  public String summary() {
    return "close open rows that will not be mended; the reason is kept with them";
  }

  @Override
  public Set<Option> options() {
    return Set.of(
        Option.PROJECT,
        Option.ENVIRONMENT,
        Option.SELECT,
        Option.OUTPUT,
        Option.RULE,
        Option.COLUMN,
        Option.BATCH,
        Option.ID,
        Option.ALL,
        Option.REASON,
        Option.WHO);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    QuarantineVerbs.requireSelection(command);
    Order order = command.order();
    String why = Order.require(order.why(), "--reason");
    Pick pick = order.rows().pick();
    boolean all = order.rows().extent() == RowWords.Extent.ALL;
    if (pick.equals(Pick.all()) != all) {
      throw new ProjectException(
          "Say which rows to waive: --rule, --column, --batch or --id, or else --all.");
    }
    return QuarantineVerbs.change(
        command,
        console,
        stages,
        change -> change.work().waive(change.run(), change.tables(), pick, order.user(), why));
  }
}
