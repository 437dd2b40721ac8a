package io.ingot.core.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.lake.LakeFiles;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBookTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir Path folder;
  private LakeFiles files;
  private FileBook book;

  @BeforeEach
  void openBook() {
    files = Lakes.in(folder).files();
    book = new FileBook(files, TableName.of("gold.kpi"));
  }

  @Test
  void whatWasWrittenIsReadByAnother() {
    Claim claim = claim("run-a");
    book.write(Optional.empty(), claim);

    assertThat(new FileBook(files, TableName.of("gold.kpi")).latest())
        .map(LeaseBook.Entry::claim)
        .contains(claim);
    assertThat(new FileBook(files, TableName.of("gold.kpis")).latest()).isEmpty();
  }

  @Test
  void whoSawAnOlderClaimWritesNothing() {
    LeaseBook.Entry first = book.write(Optional.empty(), claim("run-a")).orElseThrow();
    LeaseBook.Entry second = book.write(Optional.of(first), claim("run-b")).orElseThrow();

    assertThat(book.write(Optional.of(first), claim("run-c"))).isEmpty();
    assertThat(book.write(Optional.empty(), claim("run-d"))).isEmpty();
    assertThat(book.latest()).contains(second);
  }

  @Test
  void whoSawAClaimThatIsLongSweptWritesNothing() {
    LeaseBook.Entry first = book.write(Optional.empty(), claim("run-a")).orElseThrow();
    LeaseBook.Entry latest = first;
    for (int renewal = 0; renewal < 5; renewal++) {
      latest = book.write(Optional.of(latest), claim("run-b")).orElseThrow();
    }

    assertThat(book.write(Optional.of(first), claim("run-c"))).isEmpty();
    assertThat(book.latest()).contains(latest);
    assertThat(files.list("leases/gold.kpi")).hasSize(2);
  }

  private static Claim claim(String run) {
    return new Claim(Holder.here(run), NOON, NOON.plusSeconds(60), Claim.State.HELD);
  }
}
