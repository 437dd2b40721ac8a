package io.ingot.core.cli;

import io.ingot.core.error.ExitCode;
import io.ingot.core.run.Stages;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** {@code ingot quarantine replay}: judges refused rows once more, by the rules as they are now. */
record QuarantineReplayVerb(Supplier<Stages> stages) implements Verb {
  QuarantineReplayVerb {
    Objects.requireNonNull(stages, "stages");
  }

  @Override
  public String name() {
    return "quarantine replay";
  }

  @Override
  public String summary() {
    return "judge open rows once more by the rules as they are now; what passes enters the table";
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
        Option.WHO);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    QuarantineVerbs.requireSelection(command);
    Order order = command.order();
    return QuarantineVerbs.change(
        command,
        console,
        stages,
        change ->
            change.work().replay(change.run(), change.tables(), order.rows().pick(), order.user()));
  }
}
