package io.ingot.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Json;
import io.ingot.core.batch.Nulls;
import io.ingot.core.batch.Verdict;
import io.ingot.core.project.TableName;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.StageRecord;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RunTableTest {
  @Test
  void whatAGateNotedIsTold() {
    Verdict noted = Verdict.of("new field promo", Verdict.Ruling.NOTED, "a value in 2 of 3 rows");
    StageRecord stage =
        new StageRecord(
            TableName.of("silver.sales"),
            "published",
            "",
            "-",
            List.of(0L),
            OptionalLong.of(0),
            3,
            3,
            0,
            0,
            1,
            0.1,
            1,
            Map.of("unknown:promo", 2L),
            List.of(noted),
            Nulls.none(),
            Map.of());

    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    RunRecord record =
        new RunRecord("r", "p", "dev", Instant.EPOCH, Instant.EPOCH, 0, List.of(stage));
    RunTable.print(record, Console.to(new PrintStream(printed, true), System.err));

    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .contains(
            "silver.sales: unknown:promo 2",
            "silver.sales: new field promo: measured a value in 2 of 3 rows -> noted");
    assertThat(Json.write(stage)).contains("\"unknown:promo\":2", "\"NOTED\"");
  }
}
