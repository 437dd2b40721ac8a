package io.ingot.tests.cluster;

import static io.ingot.tests.testkit.FaultyStore.Fault.fail;
import static io.ingot.tests.testkit.FaultyStore.Fault.loseReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.lake.ConditionalLogStore;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeFiles;
import io.ingot.core.testkit.Sparks;
import io.ingot.tests.testkit.FaultyStore;
import io.ingot.tests.testkit.FaultyStore.Rule;
import io.ingot.tests.testkit.S3Server;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is made on S3 only if it is not there, by writers that know nothing of each other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConditionalCommitTest {
  private static final int WRITERS = 4;
  private static final int ROUNDS = 25;

  private S3Server store;
  private FaultyStore faulty;
  private Configuration configuration;
  private SparkSession spark;

  @BeforeAll
  void start(@TempDir Path folder) {
    store = S3Server.start(folder);
    faulty = FaultyStore.before(store);
    configuration = new Configuration();
    spark = Sparks.session();
    store
        .hadoop(faulty.endpoint())
        .forEach(
            (name, value) -> {
              configuration.set(name, value);
              spark.sparkContext().hadoopConfiguration().set(name, value);
            });
  }

  @AfterAll
  void stop() {
    faulty.close();
    store.close();
  }

  @Test
  void ofWritersThatRaceForAVersionOneWinsAndItsCommitStays() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String name = String.format("race/_delta_log/%020d.json", round);
      List<String> won = race(name);
      assertThat(won).as(name).hasSize(1);
      assertThat(Files.readString(store.files().resolve(name))).isEqualTo(won.get(0) + "\n");
    }
  }

  /** Each writer has a log store of its own, so nothing but the store is between them. */
  private List<String> race(String name) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      CyclicBarrier start = new CyclicBarrier(WRITERS);
      List<Callable<String>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        String text = "by " + i;
        writers.add(
            () -> {
              start.await();
              return wins(name, text) ? text : "";
            });
      }
      List<String> won = new ArrayList<>();
      for (Future<String> writer : threads.invokeAll(writers)) {
        won.add(writer.get());
      }
      won.removeIf(String::isEmpty);
      return won;
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean wins(String name, String text) throws IOException {
    try {
      write(name, text);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private void write(String name, String text) throws IOException {
    new ConditionalLogStore(configuration)
        .write(
            new org.apache.hadoop.fs.Path(store.address(name)),
            List.of(text).iterator(),
            false,
            configuration);
  }

  @Test
  void aCommitWhoseReplyWasLostIsFoundToBeOurs() throws IOException {
    Rule lost = Rule.once("PUT .*/lost/reply", loseReply());
    faulty.with(lost);

    write("lost/reply", "ours");

    assertThat(Files.readString(store.files().resolve("lost/reply"))).isEqualTo("ours\n");
    assertThat(lost.asked()).as("the SDK asked again and was refused").isGreaterThan(1);
  }

  @Test
  void aCommitWhoseReplyWasLostIsNotTakenForOursWhereAnotherWasFaster() throws IOException {
    write("lost/to-another", "theirs");
    faulty.with(Rule.once("PUT .*/lost/to-another", loseReply()));

    assertThatThrownBy(() -> write("lost/to-another", "ours"))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Files.readString(store.files().resolve("lost/to-another"))).isEqualTo("theirs\n");
  }

  @Test
  void aStoreThatAsksForPatienceGetsIt() throws IOException {
    Rule busy = Rule.times(8, "PUT .*/busy", fail(503, "SlowDown"));
    faulty.with(busy);

    write("busy", "ours");

    assertThat(busy.asked()).isEqualTo(9);
  }

  @Test
  void aConflictOfTwoWritesAtTheSameMomentIsTriedAgain() throws IOException {
    faulty.with(Rule.times(2, "PUT .*/conflict", fail(409, "ConditionalRequestConflict")));

    write("conflict", "ours");

    assertThat(Files.readString(store.files().resolve("conflict"))).isEqualTo("ours\n");
  }

  @Test
  void aWriteThatIsForbiddenIsNotTriedAgain() {
    Rule forbidden = Rule.always("PUT .*/forbidden", fail(403, "AccessDenied"));
    faulty.with(forbidden);

    assertThatThrownBy(() -> write("forbidden", "ours"))
        .isInstanceOf(java.nio.file.AccessDeniedException.class);
    assertThat(forbidden.asked()).isEqualTo(1);
  }

  @Test
  void filesOfTheLakeAreMadeByTheSameStore() throws IOException {
    LakeFiles files = new Lake(spark, store.address("lake"), "dev").files();
    int before = faulty.requests().size();

    assertThat(files.putIfAbsent("leases/silver.sale/000000000001.json", "first")).isTrue();
    assertThat(faulty.requests().subList(before, faulty.requests().size()))
        .as("requests for one file")
        .hasSize(1);
    assertThat(files.putIfAbsent("leases/silver.sale/000000000001.json", "second")).isFalse();
    assertThat(files.read("leases/silver.sale/000000000001.json")).contains("first");
    assertThat(files.read("leases/silver.sale/none")).isEmpty();
    assertThat(files.list("leases/none")).isEmpty();
  }
}
