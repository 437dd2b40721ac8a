package io.ingot.features.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Training;
import io.ingot.core.testkit.Lakes;
import io.ingot.features.view.Sales;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeSplitTest {
  @Test
  void theFirstDayOfTheValidationPartValidates(@TempDir Path folder) {
    Lake lake = Lakes.in(folder);

    assertThat(
            Sales.texts(
                TimeSplit.of(
                    Lakes.rows(
                        lake,
                        "event_time",
                        "(DATE'1998-09-30')",
                        "(DATE'1998-10-01')",
                        "(DATE'1998-10-02')"),
                    new Training(LocalDate.parse("1998-10-01"))),
                "event_time",
                "_split"))
        .containsExactly(
            "[1998-09-30,train]", "[1998-10-01,validation]", "[1998-10-02,validation]");
  }
}
