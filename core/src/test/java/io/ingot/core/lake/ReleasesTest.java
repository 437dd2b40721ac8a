package io.ingot.core.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.lake.Release.Served;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasesTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final TableName DAILY = TableName.of("gold.daily");

  @TempDir Path folder;
  private Releases releases;

  @BeforeEach
  void openLake() {
    releases = new Releases(Lakes.in(folder));
  }

  @Test
  void ofTwoThatPublishTheSameNumberOneDoesAndItsReleaseStands() throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int number = 1; number <= 30; number++) {
        List<Future<Boolean>> tries = new ArrayList<>();
        for (String run : List.of("one", "other")) {
          Release release = release(number, run, NOON, 5);
          tries.add(
              threads.submit(
                  () -> {
                    together.await();
                    return releases.publish(release);
                  }));
        }
        boolean one = tries.get(0).get();
        boolean other = tries.get(1).get();
        assertThat(one ^ other).as("round " + number).isTrue();
        assertThat(releases.latest().orElseThrow())
            .isEqualTo(release(number, one ? "one" : "other", NOON, 5));
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(releases.all()).extracting(Release::number).hasSize(30).isSorted();
    assertThat(releases.of(31)).isEmpty();
  }

  @Test
  void openAreTheLastTenAndThoseThatWereLatestInTheLastSevenDays() {
    // One an hour from a while ago on: 12 of them in the last eleven hours, one two weeks old.
    publish(1, NOON.minus(30, ChronoUnit.DAYS), 10);
    publish(2, NOON.minus(14, ChronoUnit.DAYS), 11);
    for (int number = 3; number <= 14; number++) {
      publish(number, NOON.minus(14 - number, ChronoUnit.HOURS), 9 + number);
    }

    // Release 2 was what readers saw until eleven hours ago; release 1 has not been for two weeks.
    assertThat(releases.open(NOON)).extracting(Release::number).hasSize(13).startsWith(2L);
    // A quiet month later the last ten are.
    assertThat(releases.open(NOON.plus(30, ChronoUnit.DAYS)))
        .extracting(Release::number)
        .containsExactly(5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L);
    // By the clock of today all of them are closed but the last ten.
    assertThat(releases.open())
        .extracting(release -> release.tables().get(DAILY).version())
        .contains(14L, 23L)
        .doesNotContain(10L);
  }

  @Test
  void aReleaseTellsWhatChangedAndUpkeepIsNoChange() {
    TableName total = TableName.of("gold.total");
    Release first =
        new Release(
            1,
            "run",
            NOON,
            Release.Kind.RUN,
            Optional.empty(),
            Optional.empty(),
            Map.of(DAILY, new Served("a", 0, 3, 4), total, new Served("b", 0, 3, 4)));
    Release second =
        new Release(
            2,
            "run",
            NOON,
            Release.Kind.RUN,
            Optional.empty(),
            Optional.empty(),
            Map.of(
                DAILY,
                new Served("a", 0, 3, 9),
                TableName.of("gold.more"),
                new Served("c", 0, 0, 0)));

    assertThat(second.since(Optional.of(first)))
        .extracting(Release.Change::describe)
        .containsExactly("gold.more new -> 0", "gold.total 4 -> gone");
    assertThat(first.serves(Map.of(DAILY, new Served("a", 0, 3, 9)))).isFalse();
    assertThat(
            first.serves(Map.of(DAILY, new Served("a", 0, 3, 9), total, new Served("b", 0, 3, 4))))
        .isTrue();
    assertThat(
            first.serves(Map.of(DAILY, new Served("a", 1, 3, 9), total, new Served("b", 0, 3, 4))))
        .isFalse();
  }

  private void publish(long number, Instant at, long version) {
    assertThat(releases.publish(release(number, "run", at, version))).isTrue();
  }

  private static Release release(long number, String run, Instant at, long version) {
    return new Release(
        number,
        run,
        at,
        Release.Kind.RUN,
        Optional.empty(),
        Optional.empty(),
        Map.of(DAILY, new Served("id", 0, version, version)));
  }
}
