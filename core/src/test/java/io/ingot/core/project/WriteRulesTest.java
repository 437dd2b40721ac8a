package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteRulesTest {
  private static final String FILE = "silver/price.yml";
  private static final String COLUMNS =
      """
      from: bronze.sales
      columns:
        id: {type: int, key: true}
        v: {type: string}
        soft: {type: date, required: true, else: warn}
        at: {type: timestamp, required: true}
      """;

  @TempDir private Path folder;

  private List<String> problems(String write) {
    return ProjectFiles.shop(folder).write(FILE, COLUMNS + "write: " + write + "\n").problems();
  }

  @Test
  void aHistoryIsOrderedByATimeThatEveryRowHas() {
    assertThat(problems("{mode: scd2}")).isEmpty();
    assertThat(problems("{mode: scd2, order_by: at, track: [v], delete_when: v = 'x'}")).isEmpty();
    assertThat(problems("{mode: scd2, order_by: _extracted_at}")).isEmpty();
    assertThat(problems("{mode: scd2, order_by: att}"))
        .containsExactly(FILE + ":7:31: Unknown column 'att' of silver.price. Did you mean 'at'?");
    assertThat(problems("{mode: scd2, order_by: soft}"))
        .containsExactly(
            FILE
                + ":7:31: A row without 'soft' has no place in a history. Set 'required: true' on"
                + " that column, and not 'else: warn'.");
    assertThat(problems("{mode: scd2, order_by: v}"))
        .containsExactly(
            FILE
                + ":7:31: A row without 'v' has no place in a history. Set 'required: true' on that"
                + " column, and not 'else: warn'.",
            FILE + ":7:31: order_by needs a column of type date or timestamp, not string.");
  }

  @Test
  void whatIsTrackedIsADeclaredColumnAndNoKey() {
    assertThat(problems("{mode: scd2, track: [id, w]}"))
        .containsExactly(
            FILE + ":7:29: 'id' is part of the key, which never changes. Leave it out.",
            FILE + ":7:33: Unknown column 'w' of silver.price. Did you mean 'v'?");
  }

  @Test
  void aDeleteConditionIsSql() {
    assertThat(problems("{mode: merge, delete_when: \"v = (\"}"))
        .singleElement()
        .asString()
        .startsWith(FILE + ":7:35: Invalid SQL 'v = ('");
  }
}
