package io.ingot.core.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.TableName;
import io.ingot.core.testkit.TestProject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonalColumnsTest {
  @TempDir Path folder;

  @Test
  void aColumnIsPersonalByItsContractOrByWhatItIsMadeOf() {
    TestProject project =
        TestProject.in(folder)
            .file("bronze/a.yml", "source: {connection: drop, path: '*.csv', format: csv}\n")
            .file(
                "silver/a.yml",
                """
                from: bronze.a
                columns:
                  id: {type: int, key: true, from: nr}
                  mail: {type: string, personal: true, from: contact.mail}
                """)
            .file("gold/a.yml", "write: {mode: replace}\n")
            .file(
                "gold/a.sql",
                "SELECT max(mail) AS who, id AS number, 1 AS one FROM silver.a GROUP BY id\n")
            .file("gold/b.yml", "write: {mode: replace}\n")
            .file("gold/b.sql", "SELECT concat(who, '!') AS loud, number + 1 AS n FROM gold.a\n");
    PersonalColumns personal = new PersonalColumns(project.load(), project.lake());

    assertThat(hidden(personal, "silver.a", "id", "mail", "undeclared", "_batch", "_rescued"))
        .containsExactly("mail", "undeclared", "_rescued");
    assertThat(hidden(personal, "bronze.a", "nr", "contact", "other", "_raw", "_extracted_at"))
        .containsExactly("contact", "other", "_raw");
    assertThat(hidden(personal, "gold.a", "who", "number", "one", "unknown"))
        .containsExactly("who", "unknown");
    assertThat(hidden(personal, "gold.b", "loud", "n")).containsExactly("loud");
    assertThat(hidden(personal, "gold.gone", "n")).containsExactly("n");
  }

  private static List<String> hidden(PersonalColumns personal, String table, String... columns) {
    return Arrays.stream(columns)
        .filter(column -> personal.holds(TableName.of(table), column))
        .toList();
  }
}
