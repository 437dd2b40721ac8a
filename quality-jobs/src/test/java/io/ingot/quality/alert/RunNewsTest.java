package io.ingot.quality.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Nulls;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.Channel.Trouble;
import io.ingot.core.project.TableName;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.StageRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RunNewsTest {
  private static final TableName ORDERS = TableName.of("silver.orders");

  @Test
  void eachBrokenCheckIsANoticeAndOneThatHoldsIsNone() {
    Verdict refused =
        Verdict.of("complete mail", Ruling.REFUSED, "0.5 of 2 rows")
            .measuring(0.5)
            .wanting("at least 99%")
            .ownedBy(Optional.of("shop team"))
            .showing(List.of("id='2', mail=null", "id='3', mail=null"));
    Verdict warned = Verdict.of("rows >= 9", Ruling.WARNED, "2 rows");
    Verdict passed = Verdict.of("unique id", Ruling.PASSED, "all of 2 rows");

    Seen seen = heard(stage("refused", List.of(), passed, refused, warned));

    assertThat(seen.run()).contains("run-1");
    assertThat(seen.wrong())
        .containsExactly(
            Notice.of(ORDERS, Trouble.REFUSED, refused), Notice.of(ORDERS, Trouble.WARNED, warned));
    assertThat(seen.wrong().get(0).sample()).contains("id='2', mail=null");
    assertThat(seen.looked()).isEmpty();
  }

  @Test
  void aRefusalWithoutABrokenCheckIsToldByItsReason() {
    assertThat(heard(stage("refused", List.of())).wrong())
        .containsExactly(Notice.whole(ORDERS, Trouble.REFUSED, "because", Optional.empty()));
  }

  @Test
  void everyOtherWayToStopIsAFailureInItsOwnWord() {
    for (String word : List.of("failed", "fenced", "gap")) {
      assertThat(heard(stage(word, List.of())).wrong())
          .containsExactly(Notice.failed(ORDERS, word + ": because"));
    }
  }

  @Test
  void aTableThatWasNotBegunIsNoTroubleOfItsOwn() {
    Seen seen = heard(stage("skipped", List.of()));

    assertThat(seen.wrong()).isEmpty();
    assertThat(seen.looked()).isEmpty();
    assertThat(seen.skipped()).containsExactly(ORDERS);
  }

  @Test
  void aRunThatPublishedLookedAtEverythingAndOneWithoutNewsJudgedNoCheck() {
    assertThat(heard(stage("published", List.of(7L))).looked())
        .containsExactlyInAnyOrder(
            new Looked(ORDERS, Trouble.FAILED),
            new Looked(ORDERS, Trouble.REFUSED),
            new Looked(ORDERS, Trouble.WARNED));
    assertThat(heard(stage("unchanged", List.of())).looked())
        .containsExactlyInAnyOrder(
            new Looked(ORDERS, Trouble.FAILED), new Looked(ORDERS, Trouble.REFUSED));
  }

  @Test
  void aTableThatWasWorkedOnTwiceIsJudgedByItsLastTime() {
    Seen mended = heard(stage("failed", List.of(1L)), stage("published", List.of(2L)));
    Seen broken = heard(stage("published", List.of(1L)), stage("failed", List.of()));

    assertThat(mended.wrong()).isEmpty();
    assertThat(broken.wrong()).hasSize(1);
    assertThat(broken.looked()).isEmpty();
  }

  private static Seen heard(StageRecord... stages) {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    return RunNews.of(new RunRecord("run-1", "shop", "prod", now, now, 3, Arrays.asList(stages)));
  }

  private static StageRecord stage(String outcome, List<Long> batches, Verdict... verdicts) {
    return new StageRecord(
        ORDERS,
        outcome,
        "because",
        "-",
        batches,
        OptionalLong.empty(),
        2,
        2,
        0,
        0,
        0,
        1,
        1,
        Map.of(),
        List.of(verdicts),
        Nulls.none(),
        Map.of());
  }
}
