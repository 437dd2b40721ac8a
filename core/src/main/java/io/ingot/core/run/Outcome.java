package io.ingot.core.run;

import io.ingot.core.batch.Published;
import io.ingot.core.batch.RefusedBatchException;
import io.ingot.core.batch.Verdict;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.IngotException;
import io.ingot.core.lake.StoreFailure;
import io.ingot.core.project.TableName;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** How a stage ended. */
public sealed interface Outcome {
  /** The words of stages that ended well. */
  Set<String> DONE = Set.of("published", "warned", "unchanged");

  /** One word, such as {@code published}. */
  String word();

  /** What the process would end with if this were all. */
  ExitCode exitCode();

  /** Why, in a sentence; empty where the word says it. */
  String reason();

  /** The reason as it may be kept, without any value of a row. */
  default String keptReason() {
    return reason();
  }

  /** Whether stages that are computed from this table may go on. */
  default boolean lets() {
    return true;
  }

  /** The batches that were published; none for most kinds. */
  default List<Published> batches() {
    return List.of();
  }

  /** What the gates said, of a batch that they refused too; none for most kinds. */
  default List<Verdict> verdicts() {
    return batches().stream().flatMap(batch -> batch.verdicts().stream()).toList();
  }

  /** The same of a stage that had published batches before, when it was first tried. */
  default Outcome after(List<Published> earlier) {
    return this;
  }

  /** One batch or more is in the table. */
  record Done(List<Published> batches) implements Outcome {
    public Done {
      batches = List.copyOf(batches);
    }

    @Override
    public String word() {
      return warned() ? "warned" : "published";
    }

    @Override
    public ExitCode exitCode() {
      return warned() ? ExitCode.WARNINGS : ExitCode.DONE;
    }

    @Override
    public String reason() {
      return batches.get(batches.size() - 1).batch().plan().reason();
    }

    @Override
    public Outcome after(List<Published> earlier) {
      return new Done(both(earlier, batches));
    }

    private boolean warned() {
      return verdicts().stream().anyMatch(verdict -> verdict.ruling() == Verdict.Ruling.WARNED);
    }
  }

  /** There was nothing to do. */
  record Unchanged(String reason) implements Outcome {
    @Override
    public String word() {
      return "unchanged";
    }

    @Override
    public ExitCode exitCode() {
      return ExitCode.DONE;
    }

    @Override
    public Outcome after(List<Published> earlier) {
      return earlier.isEmpty() ? this : new Done(earlier);
    }
  }

  /**
   * The stage stopped; its table is as the last published batch left it.
   *
   * @param published batches that were in before it stopped
   */
  record Failed(List<Published> published, Throwable cause) implements Outcome {
    public Failed {
      published = List.copyOf(published);
      Objects.requireNonNull(cause, "cause");
    }

    @Override
    public List<Published> batches() {
      return published;
    }

    @Override
    public List<Verdict> verdicts() {
      List<Verdict> refused =
          cause instanceof RefusedBatchException refusal ? refusal.verdicts() : List.of();
      return Stream.concat(
              published.stream().flatMap(batch -> batch.verdicts().stream()), refused.stream())
          .toList();
    }

    @Override
    public Outcome after(List<Published> earlier) {
      return new Failed(both(earlier, published), cause);
    }

    @Override
    public String word() {
      return switch (exitCode()) {
        case GATE_REFUSED -> "refused";
        case FENCED -> "fenced";
        case GAP -> "gap";
        default -> "failed";
      };
    }

    @Override
    public ExitCode exitCode() {
      return cause instanceof IngotException known ? known.exitCode() : ExitCode.CRASH;
    }

    @Override
    public String reason() {
      return cause instanceof IngotException
          ? cause.getMessage()
          : StoreFailure.sentence(cause)
              .orElseGet(() -> cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }

    @Override
    public String keptReason() {
      return cause instanceof IngotException known
          ? known.summary()
          : StoreFailure.sentence(cause)
              .orElseGet(() -> cause.getClass().getSimpleName() + "; see the log of the run");
    }

    @Override
    public boolean lets() {
      return false;
    }
  }

  /** The stage was not begun, since a table that it reads failed. */
  record Skipped(TableName because) implements Outcome {
    @Override
    public String word() {
      return "skipped";
    }

    @Override
    public ExitCode exitCode() {
      return ExitCode.DONE;
    }

    @Override
    public String reason() {
      return because + " failed";
    }

    @Override
    public boolean lets() {
      return false;
    }
  }

  private static List<Published> both(List<Published> earlier, List<Published> later) {
    return Stream.concat(earlier.stream(), later.stream()).toList();
  }
}
