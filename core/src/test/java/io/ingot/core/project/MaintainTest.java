package io.ingot.core.project;

import static io.ingot.core.project.Binding.mistakes;
import static io.ingot.core.project.Binding.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MaintainTest {
  private static final Instant MONDAY = Instant.parse("2026-10-05T02:00:05Z");

  @Test
  void aTableThatSaysNothingGoesByTheProjectAndThatByWhatIsSafe() {
    assertThat(read(Maintain.class, "{}").over(Maintain.unsaid()))
        .isEqualTo(
            new UpkeepTerms(
                Rhythm.of("weekly"),
                List.of(),
                FileSize.of("256mb"),
                10,
                Rhythm.of("weekly"),
                Duration.ofDays(30),
                FileSize.of("64mb")));
    assertThat(
            read(Maintain.class, "{keep: 60d}")
                .over(read(Maintain.class, "{keep: 14d, optimize: never}")))
        .extracting(UpkeepTerms::keep, UpkeepTerms::optimize)
        .containsExactly(Duration.ofDays(60), Rhythm.of("never"));
  }

  @Test
  void everyKeyIsRead() {
    assertThat(
            read(
                Maintain.class,
                """
                optimize: after 20 batches
                zorder: [customer_id, shop]
                target_file_size: 1gb
                worth: 3
                vacuum: monthly
                keep: 90d
                partition_floor: 1kb
                """))
        .isEqualTo(
            new Maintain(
                Optional.of(new Rhythm.After(20)),
                List.of("customer_id", "shop"),
                Optional.of(new FileSize(1L << 30)),
                Optional.of(3),
                Optional.of(new Rhythm.Every("monthly")),
                Optional.of(Duration.ofDays(90)),
                Optional.of(new FileSize(1024))));
  }

  @Test
  void mistakesAreTold() {
    assertThat(mistakes(Maintain.class, "optimize: hourly"))
        .containsExactly(
            "Invalid rhythm 'hourly'. Write daily, weekly, monthly, never, or such as 'after 20"
                + " batches'.");
    assertThat(mistakes(Maintain.class, "target_file_size: 256"))
        .containsExactly(
            "Invalid size '256'. Write a number and b, kb, mb, gb or tb, such as 256mb.");
    assertThat(mistakes(Maintain.class, "target_file_size: 0mb"))
        .containsExactly("target_file_size must not be 0.");
    assertThat(mistakes(Maintain.class, "worth: 0"))
        .containsExactly("worth is a number of files, 1 at least.");
    assertThat(mistakes(Maintain.class, "zorder: [a, a]"))
        .containsExactly("zorder names a column twice.");
    assertThat(mistakes(Maintain.class, "keep: 4000d")).containsExactly("keep is 3650d at most.");
  }

  @Test
  void aScheduleThatStartsAMinuteEarlierSkipsNoDay() {
    Optional<Instant> monday = Optional.of(MONDAY);
    Instant earlier = MONDAY.minusSeconds(60);
    assertThat(Rhythm.of("daily").awaited(monday, 0, earlier.plus(Duration.ofDays(1)))).isEmpty();
    assertThat(Rhythm.of("daily").awaited(monday, 0, MONDAY.plus(Duration.ofHours(21))))
        .hasValue("not before 2026-10-06");
    assertThat(Rhythm.of("weekly").awaited(monday, 0, earlier.plus(Duration.ofDays(7)))).isEmpty();
    assertThat(Rhythm.of("weekly").awaited(monday, 0, MONDAY.plus(Duration.ofDays(6))))
        .hasValue("not before 2026-10-12");
    assertThat(Rhythm.of("monthly").awaited(monday, 0, MONDAY.plus(Duration.ofDays(30))))
        .hasValue("not before 2026-11-05");
    assertThat(Rhythm.of("daily").awaited(Optional.empty(), 0, MONDAY)).isEmpty();
  }

  @Test
  void batchesAreCountedAndNeverIsNever() {
    assertThat(Rhythm.of("after 3 batches").awaited(Optional.empty(), 2, MONDAY))
        .hasValue("after 1 more batches");
    assertThat(Rhythm.of("after 3 batches").awaited(Optional.empty(), 3, MONDAY)).isEmpty();
    assertThat(Rhythm.of("never").awaited(Optional.empty(), 9, MONDAY)).isPresent();
  }

  @Test
  void sizesAreSaidShort() {
    assertThat(List.of(new FileSize(0), FileSize.of("1536kb"), FileSize.of("2000b")))
        .extracting(FileSize::toString)
        .containsExactly("0 B", "1.5 MB", "2.0 KB");
  }
}
