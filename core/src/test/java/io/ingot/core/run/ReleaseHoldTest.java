package io.ingot.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.lake.Release;
import io.ingot.core.lake.Release.Served;
import io.ingot.core.lake.Releases;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Counter;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseHoldTest {
  private static final TableName TICKS = TableName.of("bronze.ticks");
  private static final String REMEDY = "wait until newer releases close it";

  @Test
  void upkeepIsToldWhichVersionsReadersMayStillBeServed(@TempDir Path folder) {
    TestProject project =
        TestProject.in(folder).file("bronze/ticks.yml", Counter.TABLE + "maintain: {keep: 10d}\n");
    Counter counter = Counter.of(project, "bronze.ticks").countTo(1);
    new Runner(project.load(), project.lake(), counter.stages(), new TestRun())
        .run("run", Set.of(TICKS));
    String id = project.lake().table(TICKS).state().tableId();
    Releases releases = new Releases(project.lake());
    publish(releases, 1, 40, new Served(id, 0, 0, 11));
    publish(releases, 2, 9, new Served(id, 0, 1, 12));
    publish(releases, 3, 8, new Served("of another table", 0, 1, 13));
    publish(releases, 4, 7, new Served(id, 0, 2, 14));

    assertThat(hold().on(TICKS, project.load(), project.lake()))
        .containsExactly(
            new VersionHold.Held(12, "release 2", REMEDY),
            new VersionHold.Held(14, "release 4", REMEDY));
    assertThat(hold().on(TableName.of("gold.other"), project.load(), project.lake())).isEmpty();

    project.file("bronze/ticks.yml", Counter.TABLE + "maintain: {keep: 2d}\n");
    assertThat(hold().on(TICKS, project.load(), project.lake()))
        .containsExactly(new VersionHold.Held(14, "release 4", REMEDY));
  }

  private static void publish(Releases releases, long number, int daysAgo, Served ticks) {
    Instant at = Instant.now().minus(Duration.ofDays(daysAgo));
    releases.publish(
        new Release(
            number,
            "run",
            at,
            Release.Kind.RUN,
            Optional.empty(),
            Optional.empty(),
            Map.of(TICKS, ticks)));
  }

  private static VersionHold hold() {
    return ServiceLoader.load(VersionHold.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(ReleaseHold.class::isInstance)
        .findFirst()
        .orElseThrow();
  }
}
