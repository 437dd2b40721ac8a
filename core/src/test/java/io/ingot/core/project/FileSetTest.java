package io.ingot.core.project;

import static io.ingot.core.project.Binding.mistakes;
import static io.ingot.core.project.Binding.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileSetTest {
  @Test
  void filesAreRfc4180SettleAMinuteAndStopWhenTheyChange() {
    Source.FileSet source =
        read(Source.FileSet.class, "{connection: drop, path: a/*.csv, format: csv}");

    assertThat(source)
        .isEqualTo(
            new Source.FileSet(
                "drop",
                "a/*.csv",
                Source.Format.CSV,
                new CsvDialect(",", "\"", "\"", "UTF-8", List.of(), false),
                Duration.ofMinutes(1),
                Source.Changed.FAIL,
                Source.Copies.LOAD,
                new Share(0.2)));
  }

  @Test
  void everyKeyIsRead() {
    Source.FileSet source =
        read(
            Source.FileSet.class,
            """
            connection: drop
            path: '**'
            format: csv
            csv: {separator: '\\t', quote: "'", escape: '!', encoding: ISO-8859-1, columns: [a, b],
              multi_line: true}
            settle: 0s
            changed: again
            damaged: 5%
            """);

    assertThat(source.csv())
        .isEqualTo(new CsvDialect("\t", "'", "!", "ISO-8859-1", List.of("a", "b"), true));
    assertThat(source.settle()).isZero();
    assertThat(source.changed()).isEqualTo(Source.Changed.AGAIN);
    assertThat(source.damaged()).isEqualTo(new Share(0.05));
  }

  @Test
  void whatCannotBeReadIsRefused() {
    assertThat(mistakes(Source.FileSet.class, "{connection: c, path: 'a[', format: csv}"))
        .containsExactly("Invalid path: a[. Close each [ and {, or write a backslash before it.");
    assertThat(
            mistakes(
                Source.FileSet.class,
                "{connection: c, path: a, format: json, csv: {separator: ';'}}"))
        .containsExactly("'csv' belongs to format csv. Leave it out.");
    assertThat(mistakes(CsvDialect.class, "separator: '\\n'"))
        .containsExactly(
            "Invalid separator. It holds neither a backslash (but for \\t, a tab) nor a line"
                + " break.");
    assertThat(mistakes(CsvDialect.class, "separator: \"\\r\""))
        .containsExactly(
            "Invalid separator. It holds neither a backslash (but for \\t, a tab) nor a line"
                + " break.");
    assertThat(mistakes(CsvDialect.class, "{quote: '|', separator: '||'}"))
        .containsExactly(
            "Invalid quote or escape. Neither is a line break, and no separator holds the quote.");
    assertThat(mistakes(CsvDialect.class, "encoding: UTF-9"))
        .containsExactly("Unknown encoding 'UTF-9'. Write a name such as UTF-8 or ISO-8859-1.");
    assertThat(mistakes(CsvDialect.class, "columns: [id, ID]"))
        .containsExactly("Invalid columns. Each needs a name of its own.");
  }
}
