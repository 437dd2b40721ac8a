package io.ingot.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ingot.core.batch.Window;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Counter;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgersTest {
  private static final TableName TICKS = TableName.of("bronze.ticks");

  @TempDir Path folder;
  private TestProject project;
  private Counter counter;

  @BeforeEach
  void makeProject() {
    project = TestProject.in(folder).file("bronze/ticks.yml", Counter.TABLE);
    counter = Counter.of(project, "bronze.ticks");
  }

  @Test
  void theLedgerIsWhatTheCommitsSay() {
    run(3);
    move("1");
    run(4);

    IntervalLedger ledger = ledger();

    assertThat(ledger.upTo()).isEqualTo(2);
    assertThat(ledger.intervals())
        .extracting(Interval::generation, Interval::batch, Interval::kind, Interval::version)
        .containsExactly(
            tuple(0, 0L, "extract", 0L), tuple(1, 1L, "move", 1L), tuple(1, 2L, "extract", 2L));
    Interval last = ledger.intervals().get(2);
    assertThat(last.window()).contains(new Window.Numbers(Optional.of(1L), 4));
    assertThat(last.read()).isEqualTo(3);
    assertThat(last.written()).isEqualTo(3);
    assertThat(last.lateRows()).isEqualTo(3);
    assertThat(ledger.lateRows()).isEqualTo(6);
    assertThat(ledger.lastMove().flatMap(Interval::who)).contains("mary");
    assertThat(ledger.untold()).isEmpty();
  }

  @Test
  void itIsMadeAnewWhenTheCopyIsGoneOrCannotBeRead() throws IOException {
    run(3);
    IntervalLedger ledger = ledger();

    Files.delete(copy());
    assertThat(ledger()).isEqualTo(ledger);

    Files.writeString(copy(), "{\"table\": \"bronze.ticks\", \"inter");
    Files.deleteIfExists(copy().resolveSibling(".bronze.ticks.json.crc"));
    assertThat(ledger()).isEqualTo(ledger);
    assertThat(Files.readString(copy())).contains("\"intervals\"");
  }

  @Test
  void onlyCommitsThatCameSinceAreRead() throws IOException {
    run(3);
    ledger();
    forge("extract", "kept as it was");
    run(4);

    assertThat(ledger().intervals())
        .extracting(Interval::kind, Interval::batch)
        .containsExactly(tuple("kept as it was", 0L), tuple("extract", 1L));
  }

  @Test
  void theCopyOfATableThatWasMadeAnewIsOfNoUse() throws IOException {
    run(3);
    ledger();
    forge("extract", "of another table");
    project.delete("bronze.ticks");
    run(3);

    assertThat(ledger().intervals()).extracting(Interval::kind).containsExactly("extract");
  }

  @Test
  void whereTheLogIsCleanedTheLedgerBeginsLaterAndSaysSo() {
    run(3);
    run(4);
    project.forgetHistory("bronze.ticks");
    run(6);

    assertThat(ledger().intervals()).extracting(Interval::batch).containsExactly(2L);
    assertThat(ledger().untold()).containsExactly(new IntervalLedger.Untold(0, 1));
    assertThat(ledger().untold().get(0).describe()).isEqualTo("batches 0 to 1");
  }

  @Test
  void whatWasKeptBeforeTheLogWasCleanedIsToldStill() {
    run(3);
    ledger();
    project.forgetHistory("bronze.ticks");
    run(6);

    assertThat(ledger().intervals()).extracting(Interval::batch).containsExactly(0L, 1L);
    assertThat(ledger().untold()).isEmpty();
  }

  @Test
  void aTableThatIsNotThereHasAnEmptyLedger() {
    assertThat(ledger().intervals()).isEmpty();
  }

  private void run(long upTo) {
    counter.countTo(upTo);
    new Runner(project.load(), project.lake(), counter.stages(), new TestRun())
        .run(UUID.randomUUID().toString(), Set.of(TICKS));
  }

  private void move(String to) {
    Mover mover = new Mover(project.load(), project.lake(), counter.stages());
    mover.carryOut(mover.plan(TICKS, to, MoveKind.SET), "mary", "why not", "move");
  }

  private IntervalLedger ledger() {
    return new Ledgers(project.lake()).of(TICKS);
  }

  private void forge(String kind, String other) throws IOException {
    String text = Files.readString(copy());
    assertThat(text).contains("\"" + kind + "\"");
    Files.writeString(copy(), text.replace("\"" + kind + "\"", "\"" + other + "\""));
    Files.deleteIfExists(copy().resolveSibling(".bronze.ticks.json.crc"));
  }

  private Path copy() {
    return project.path("lake/_ingot/intervals/bronze.ticks.json");
  }
}
