package io.ingot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Launcher;
import io.ingot.core.error.ExitCode;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Eraser;
import io.ingot.core.run.Outcome;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.Subject;
import io.ingot.core.watch.RunWatch;
import io.ingot.core.watch.RunWatchProvider;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleLogTest {
  private static final TableName ORDERS = TableName.of(Shop.ORDERS);
  private static final TableName CUSTOMERS = TableName.of(Shop.CUSTOMERS);
  private static final String RUN = "20260301T080000000-abcd";

  @TempDir Path folder;
  private Shop shop;
  private SampleLog log;

  @BeforeEach
  void openShop() {
    shop = new Shop(folder).orders("mode: append", "{unique: customer_id}", "{unique: mail}");
    log = new SampleLog(shop.lake());
  }

  private RunWatch watch(String run) {
    return ServiceLoader.load(RunWatchProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(SampleWatches.class::isInstance)
        .flatMap(found -> found.of(shop.project().load(), shop.lake(), run, note -> {}).stream())
        .findFirst()
        .orElseThrow();
  }

  private void keep(TableName table, String run, String at) {
    log.keep(
        table,
        run,
        List.of(
            new KeptSample(Instant.parse(at), run, table, "complete id", Ruling.WARNED, row())));
  }

  private static Map<String, Optional<String>> row() {
    Map<String, Optional<String>> row = new LinkedHashMap<>();
    row.put("id", Optional.of("7"));
    row.put("code", Optional.empty());
    return row;
  }

  private String ingot(ExitCode expected, String... words) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    List<String> all =
        Stream.concat(Stream.of(words), Stream.of("--project", shop.project().path("").toString()))
            .toList();
    assertThat(
            new Launcher(new QualityVerbs().verbs(), Console.to(stream, stream))
                .launch(all.toArray(String[]::new)))
        .isEqualTo(expected);
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void rowsOfARefusedBatchAreKeptAsFarAsTheyMayBeSeen() {
    String[] twice =
        IntStream.range(0, 60)
            .mapToObj(i -> "(" + i + ", " + i / 2 + ", null, 'mo', 'ann" + i / 2 + "@x')")
            .toArray(String[]::new);
    Throwable refused =
        catchThrowable(
            () ->
                shop.publish(Shop.ORDERS, 0, shop.placed(twice), List.of(shop.gate(Shop.ORDERS))));

    watch(RUN).ended(ORDERS, new Outcome.Failed(List.of(), refused), Duration.ZERO);

    List<KeptSample> kept = log.of(Set.of(ORDERS));
    assertThat(kept)
        .extracting(KeptSample::check)
        .hasSize(40)
        .containsOnly("unique customer_id", "unique mail");
    assertThat(kept).allSatisfy(sample -> assertThat(sample.run()).isEqualTo(RUN));
    assertThat(kept.get(0).row())
        .hasEntrySatisfying(
            "customer_id", value -> assertThat(value.orElseThrow()).matches("\\d+"));
    assertThat(shop.lake().files().read("samples/silver.orders/" + RUN + ".json").orElseThrow())
        .contains("\"row\":{\"mail\":\"***\"}")
        .doesNotContain("@x");
  }

  @Test
  void samplesAreListedNewestFirstByTableAndByRun() {
    keep(ORDERS, "r1", "2026-03-01T08:00:00Z");
    keep(ORDERS, "r2", "2026-03-02T08:00:00Z");
    keep(CUSTOMERS, "r2", "2026-03-02T08:00:01Z");

    assertThat(ingot(ExitCode.DONE, "quality", "samples").lines().skip(1))
        .extracting(line -> line.split(" {2,}")[1] + " " + line.split(" {2,}")[2])
        .containsExactly("r2 silver.customer", "r2 silver.orders", "r1 silver.orders");
    assertThat(ingot(ExitCode.DONE, "quality", "samples", "r2", "--table", "silver.orders").lines())
        .hasSize(2)
        .last()
        .asString()
        .matches("2026-03-02T08:00:00Z  r2 +silver.orders +complete id +warned +id='7', code=null");
    assertThat(ingot(ExitCode.DONE, "quality", "samples", "r1", "--output", "json"))
        .contains("\"check\" : \"complete id\"", "\"id\" : \"7\"", "\"code\" : null");
    assertThat(ingot(ExitCode.DONE, "quality", "samples", "r9"))
        .isEqualToIgnoringNewLines("No row that broke a check is kept.");
    assertThat(ingot(ExitCode.PROJECT_WRONG, "quality", "samples", "--table", "silver.order"))
        .contains("Unknown table 'silver.order'. Did you mean 'silver.orders'?");
  }

  @Test
  void samplesAreLetGoOfAfterThirtyDays() {
    keep(ORDERS, "20260129T080000000-abcd", "2026-01-29T08:00:00Z");
    keep(ORDERS, "20260201T080000000-abcd", "2026-02-01T08:00:00Z");
    keep(CUSTOMERS, "by-hand", "2026-01-29T08:00:00Z");
    keep(CUSTOMERS, "by-hand-later", "2026-02-01T08:00:00Z");
    Instant end = Instant.parse("2026-03-01T08:00:00Z");

    RunWatch watch = watch(RUN);
    watch.ended(new RunRecord(RUN, "test", "dev", end, end, 0, List.of()));

    assertThat(log.of(log.tables()))
        .extracting(KeptSample::run)
        .containsExactlyInAnyOrder("20260201T080000000-abcd", "by-hand-later");
  }

  @Test
  void anErasureTakesTheSamplesOfEveryTableThatMayHoldTheSubject() {
    shop.project()
        .file("silver/other.yml", "from: bronze.unrelated\ncolumns: {id: {type: int, key: true}}\n")
        .file("bronze/unrelated.yml", "source: {connection: drop, path: 'u/*.csv', format: csv}\n");
    TableName other = TableName.of("silver.other");
    Stream.of(ORDERS, CUSTOMERS, other).forEach(t -> keep(t, RUN, "2026-03-01T08:00:00Z"));
    keep(TableName.of("gold.gone"), RUN, "2026-03-01T08:00:00Z");
    Eraser eraser =
        ServiceLoader.load(Eraser.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(SampleEraser.class::isInstance)
            .findFirst()
            .orElseThrow();
    Subject subject = Subject.of("silver.customer.customer_id=7");

    assertThat(eraser.count(shop.project().load(), shop.lake(), subject)).isEqualTo(3);
    assertThat(eraser.erase(shop.project().load(), shop.lake(), subject)).isEqualTo(3);

    assertThat(log.tables()).containsExactly(other);
    assertThat(eraser.erase(shop.project().load(), shop.lake(), subject)).isZero();
    assertThat(eraser.count(shop.project().load(), shop.lake(), Subject.of("id=7"))).isEqualTo(1);
  }

  @Test
  void nothingIsKeptOfAStageThatBrokeNothing() {
    RunWatch watch = watch(RUN);
    watch.ended(ORDERS, new Outcome.Unchanged("up to date"), Duration.ZERO);

    assertThat(log.tables()).isEmpty();
  }
}
