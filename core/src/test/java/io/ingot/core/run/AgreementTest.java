package io.ingot.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.SourceFile;
import io.ingot.core.batch.Window;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgreementTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final TableName SALES = TableName.of("silver.sales");

  @Test
  void aWindowThatOnlyGrewIsTakenAsItWasShown() {
    Plan shown = extract(new Window.Times(Optional.of(NOON), NOON.plusSeconds(60)), "shown");
    Plan grown = extract(new Window.Times(Optional.of(NOON), NOON.plusSeconds(90)), "grown");
    Plan begun = extract(new Window.Times(Optional.empty(), NOON.plusSeconds(90)), "begun");
    assertThat(Agreement.of(shown, grown)).contains(shown);
    assertThat(Agreement.of(grown, shown)).isEmpty();
    assertThat(Agreement.of(shown, begun)).isEmpty();

    Plan numbers = extract(new Window.Numbers(Optional.of(1L), 5), "shown");
    assertThat(Agreement.of(numbers, extract(new Window.Numbers(Optional.of(1L), 9), "grown")))
        .contains(numbers);
    assertThat(Agreement.of(numbers, extract(new Window.Numbers(Optional.of(2L), 9), "moved")))
        .isEmpty();
    assertThat(Agreement.of(numbers, shown)).isEmpty();

    Plan offsets = extract(offsets("a", Map.of(0, range(3, 5))), "shown");
    assertThat(
            Agreement.of(
                offsets, extract(offsets("a", Map.of(0, range(3, 9), 1, range(0, 2))), "")))
        .contains(offsets);
    assertThat(Agreement.of(offsets, extract(offsets("a", Map.of(0, range(4, 9))), ""))).isEmpty();
    assertThat(Agreement.of(offsets, extract(offsets("a", Map.of(1, range(3, 9))), ""))).isEmpty();
    assertThat(Agreement.of(offsets, extract(offsets("b", Map.of(0, range(3, 9))), ""))).isEmpty();
  }

  @Test
  void filesHaveToBeTheSameAndAllOfASourceIsAllOfIt() {
    SourceFile one = new SourceFile("a.csv", 10, NOON);
    Plan shown = extract(new Window.Files(List.of(one)), "1 new file");
    assertThat(Agreement.of(shown, extract(new Window.Files(List.of(one)), "1 new file; 1 waits")))
        .contains(shown);
    Plan replaced = extract(new Window.Files(List.of(new SourceFile("a.csv", 11, NOON))), "");
    assertThat(Agreement.of(shown, replaced)).isEmpty();

    Plan later = extract(new Window.Whole(NOON.plusSeconds(60)), "all");
    assertThat(Agreement.of(extract(new Window.Whole(NOON), "all"), later)).contains(later);
  }

  @Test
  void tablesHaveToBeReadAtTheSameVersionsInTheSameWay() {
    Plan rebuild = new Plan.Rebuild(Map.of(SALES, new Pin("a", 3, 4)), "SQL changed");
    assertThat(Agreement.of(rebuild, new Plan.Rebuild(Map.of(SALES, new Pin("a", 3, 4)), "")))
        .contains(rebuild);
    assertThat(Agreement.of(rebuild, new Plan.Rebuild(Map.of(SALES, new Pin("a", 3, 5)), "")))
        .isEmpty();
    assertThat(Agreement.of(rebuild, new Plan.Rebuild(Map.of(SALES, new Pin("b", 3, 4)), "")))
        .isEmpty();
    assertThat(Agreement.of(rebuild, new Plan.NothingToDo("up to date"))).isEmpty();
    assertThat(Agreement.of(new Plan.NothingToDo("up to date"), rebuild)).isEmpty();
    assertThat(Agreement.of(advance(1), advance(1))).contains(advance(1));
    assertThat(Agreement.of(advance(1), advance(0))).isEmpty();
  }

  private static Plan advance(long version) {
    return new Plan.Advance(
        Map.of(SALES, new Pin("a", 1, version)), Map.of(SALES, new Pin("a", 3, 4)), "news");
  }

  private static Plan extract(Window window, String reason) {
    return new Plan.Extract(window, reason, false);
  }

  private static Window offsets(String topic, Map<Integer, Window.Offsets.Range> parts) {
    return new Window.Offsets(Optional.of(topic), parts);
  }

  private static Window.Offsets.Range range(long from, long to) {
    return new Window.Offsets.Range(from, to);
  }
}
