package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.CheckTerms.Level;
import io.ingot.core.project.CheckTerms.Scope;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RewordedTest {
  @Test
  void aCheckOnOtherRowsSaysAllElseAsBefore() {
    CheckTerms terms =
        new CheckTerms(
            Level.WARN, Optional.of("id > 1"), Scope.TABLE, Optional.of("ann"), Optional.empty());
    CheckTerms batch =
        new CheckTerms(
            Level.WARN, Optional.of("id > 1"), Scope.BATCH, Optional.of("ann"), Optional.empty());

    assertThat(new CountCheck.Unique(List.of("a"), Tolerance.none(), terms).on(Scope.BATCH))
        .isEqualTo(new CountCheck.Unique(List.of("a"), Tolerance.none(), batch));
    assertThat(new RowCheck.Complete("b", Tolerance.none(), terms).on(Scope.BATCH))
        .isEqualTo(new RowCheck.Complete("b", Tolerance.none(), batch));
    Check same = new RowCheck.Complete("b", Tolerance.none(), terms);
    assertThat(same.on(Scope.TABLE)).isSameAs(same);
  }
}
