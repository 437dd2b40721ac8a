package io.ingot.quality.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.Channel;
import io.ingot.core.project.Channel.Trouble;
import io.ingot.core.project.Secret;
import io.ingot.core.project.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TellingTest {
  private static final Duration REPEAT = Duration.ofHours(6);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final TableName ORDERS = TableName.of("silver.orders");
  private static final TableName SALES = TableName.of("silver.sales");
  private static final Channel ALL = new Channel.Slack(Secret.of("${env:U}"), Set.of(), false);

  private List<OpenTrouble> known = List.of();

  @Test
  void theSameTroubleIsToldAgainOnlyWhenItHasLastedForTheTimeToRepeat() {
    assertThat(told(hear(0, List.of(refused(ORDERS)), Set.of()))).containsExactly("orders");
    assertThat(told(hear(5, List.of(refused(ORDERS)), Set.of()))).isEmpty();
    Telling later = hear(6, List.of(refused(ORDERS)), Set.of());

    assertThat(told(later)).containsExactly("orders");
    assertThat(later.troubles().get(0).since()).isEqualTo(START);
  }

  @Test
  void aNewTroubleIsToldAloneAndTheOldOneIsCounted() {
    hear(0, List.of(refused(ORDERS)), Set.of());
    Telling second = hear(1, List.of(refused(ORDERS), refused(SALES)), Set.of());

    assertThat(told(second)).containsExactly("sales");
    assertThat(second.known()).hasSize(1);
  }

  @Test
  void aTroubleThatIsOverIsToldOnceAndOnlyWhereItWasLookedAt() {
    hear(0, List.of(refused(ORDERS), refused(SALES)), Set.of());
    Telling wrongKind = hear(1, List.of(), Set.of(new Looked(ORDERS, Trouble.WARNED)));
    Telling over = hear(2, List.of(), Set.of(new Looked(ORDERS, Trouble.REFUSED)));
    Telling after = hear(3, List.of(), Set.of(new Looked(ORDERS, Trouble.REFUSED)));

    assertThat(wrongKind.isNothing()).isTrue();
    assertThat(resolved(over)).containsExactly("orders");
    assertThat(after.isNothing()).isTrue();
  }

  @Test
  void aTroubleThatComesBackAfterItWasOverIsToldAtOnce() {
    hear(0, List.of(refused(ORDERS)), Set.of());
    hear(1, List.of(), Set.of(new Looked(ORDERS, Trouble.REFUSED)));

    assertThat(told(hear(2, List.of(refused(ORDERS)), Set.of()))).containsExactly("orders");
  }

  @Test
  void whatAChannelDidNotTakeIsOwedToItEvenByARunOfOtherTables() {
    refuseToHear(0, List.of(refused(ORDERS)), Set.of());
    Telling next = hear(1, List.of(), Set.of(new Looked(SALES, Trouble.REFUSED)));

    assertThat(told(next)).containsExactly("orders");
    assertThat(next.troubles().get(0).since()).isEqualTo(START);
    assertThat(hear(2, List.of(), Set.of()).isNothing()).isTrue();
  }

  @Test
  void thatATroubleIsOverIsOwedAsWell() {
    hear(0, List.of(refused(ORDERS)), Set.of());
    refuseToHear(1, List.of(), Set.of(new Looked(ORDERS, Trouble.REFUSED)));

    assertThat(resolved(hear(2, List.of(), Set.of()))).containsExactly("orders");
  }

  @Test
  void aChannelHearsOnlyOfTheKindsThatItAsksFor() {
    Channel onlyLate = new Channel.Slack(Secret.of("${env:U}"), Set.of(Trouble.LATE), false);
    Telling telling =
        Telling.of(
            onlyLate,
            List.of(),
            Set.of(ORDERS),
            seen(0, List.of(refused(ORDERS), Notice.late(ORDERS, "7h old", "within 6h")), Set.of()),
            REPEAT);

    assertThat(telling.troubles())
        .extracting(trouble -> trouble.notice().trouble())
        .containsExactly(Trouble.LATE);
  }

  @Test
  void aTableThatTheProjectHasNoMoreIsForgotten() {
    hear(0, List.of(refused(ORDERS)), Set.of());
    Telling telling = Telling.of(ALL, known, Set.of(SALES), seen(1, List.of(), Set.of()), REPEAT);

    assertThat(telling.afterwards(START)).isEmpty();
  }

  /** A table for each of four, by hour: wrong or not, looked at or not, and whether it arrives. */
  @Property(tries = 300)
  void whateverHappensNothingIsLostAndNothingIsToldTooOften(@ForAll("hours") List<Hour> hours) {
    known = List.of();
    Map<TableName, Instant> toldAt = new HashMap<>();
    Set<TableName> owed = new HashSet<>();
    int number = 0;
    for (Hour hour : hours) {
      Instant now = START.plus(Duration.ofHours(number));
      List<Notice> wrong = hour.wrong().stream().map(TellingTest::refused).toList();
      owed.addAll(hour.wrong());
      Set<Looked> looked = new HashSet<>();
      hour.looked().forEach(table -> looked.add(new Looked(table, Trouble.REFUSED)));
      Telling telling = plan(number, wrong, looked);
      Set<TableName> troubles = tables(telling.troubles());
      Set<TableName> resolved = tables(telling.resolved());

      assertThat(Collections.disjoint(troubles, resolved)).isTrue();
      assertThat(Collections.disjoint(resolved, hour.wrong())).isTrue();
      if (hour.arrives()) {
        assertThat(owed)
            .allMatch(
                table ->
                    troubles.contains(table)
                        || resolved.contains(table)
                        || toldAt.containsKey(table));
        for (TableName table : troubles) {
          Instant last = toldAt.get(table);
          assertThat(last == null || !now.isBefore(last.plus(REPEAT))).isTrue();
          toldAt.put(table, now);
        }
        assertThat(toldAt.keySet())
            .as("resolved is told of what is open")
            .containsAll(resolved.stream().filter(table -> !owed.contains(table)).toList());
        resolved.forEach(toldAt::remove);
        owed.clear();
        known = telling.afterwards(now);
        assertThat(tables(known)).isEqualTo(toldAt.keySet());
      } else {
        known = telling.owed();
      }
      number++;
    }
  }

  @Provide
  Arbitrary<List<Hour>> hours() {
    Arbitrary<Set<TableName>> some =
        Arbitraries.of("a", "b", "c")
            .map(name -> TableName.of("silver." + name))
            .set()
            .ofMaxSize(3);
    return Combinators.combine(some, some, Arbitraries.of(true, true, false))
        .as(Hour::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  /** What one hour's run finds, and whether the channel takes what it is told. */
  record Hour(Set<TableName> wrong, Set<TableName> looked, boolean arrives) {}

  private Telling hear(int hour, List<Notice> wrong, Set<Looked> looked) {
    Telling telling = plan(hour, wrong, looked);
    known = telling.afterwards(START.plus(Duration.ofHours(hour)));
    return telling;
  }

  private void refuseToHear(int hour, List<Notice> wrong, Set<Looked> looked) {
    known = plan(hour, wrong, looked).owed();
  }

  private Telling plan(int hour, List<Notice> wrong, Set<Looked> looked) {
    Set<TableName> tables =
        Set.of(
            ORDERS,
            SALES,
            TableName.of("silver.a"),
            TableName.of("silver.b"),
            TableName.of("silver.c"));
    return Telling.of(ALL, known, tables, seen(hour, wrong, looked), REPEAT);
  }

  private static Seen seen(int hour, List<Notice> wrong, Set<Looked> looked) {
    return new Seen(
        Optional.of("run-" + hour), START.plus(Duration.ofHours(hour)), wrong, looked, List.of());
  }

  private static Notice refused(TableName table) {
    return Notice.whole(table, Trouble.REFUSED, "too few rows", Optional.empty());
  }

  private static Set<TableName> tables(List<OpenTrouble> troubles) {
    Set<TableName> tables = new HashSet<>();
    troubles.forEach(trouble -> tables.add(trouble.notice().table()));
    return tables;
  }

  private static List<String> told(Telling telling) {
    return telling.troubles().stream().map(trouble -> trouble.notice().table().name()).toList();
  }

  private static List<String> resolved(Telling telling) {
    return telling.resolved().stream().map(trouble -> trouble.notice().table().name()).toList();
  }
}
