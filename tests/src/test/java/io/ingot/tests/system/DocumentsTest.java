package io.ingot.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages say of each other, and of numbers that follow from numbers. */
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(#[^)]*)?\\)");
  private static final Pattern BLOCK = Pattern.compile("(?s)```[a-z]*\\n(.*?)```");

  private final Path home = Path.of(System.getProperty("ingot.home")).toAbsolutePath();

  @Test
  void everyLinkOfAPageLeadsToAFile() {
    assertThat(pages().flatMap(this::broken)).isEmpty();
  }

  @Test
  void theChineseReadmeHasTheSameCommandsAndFilesInTheSameOrder() {
    List<String> english = commands("README.md");
    assertThat(english).hasSizeGreaterThan(15);
    assertThat(commands("README.zh-CN.md")).isEqualTo(english);
    assertThat(links("README.zh-CN.md"))
        .containsAll(
            links("README.md").stream()
                .filter(to -> to.endsWith(".md") && !to.equals("README.zh-CN.md"))
                .toList());
  }

  @Test
  void theMachinesOfTheCostPageFollowFromItsFormula() {
    List<List<String>> rows = table("docs/cost.md", "| executors |");
    assertThat(rows).hasSize(8);
    for (List<String> row : rows) {
      int executors = Integer.parseInt(row.get(0));
      double spot = Double.parseDouble(row.get(1));
      double hours = 1e13 / (executors * 4 * 27.5e6) / 3600;
      double up = hours + 30 * 90 / 3600.0;
      double machines = executors * up * 0.40 * (1 + 0.05 * spot) * (1 - spot * 0.65) + up * 0.40;
      assertThat(row)
          .containsExactly(
              row.get(0),
              row.get(1),
              String.format(Locale.ROOT, "%.2f", hours),
              String.format(Locale.ROOT, "%.1f", executors * up),
              String.format(Locale.ROOT, "%.2f", machines));
    }
  }

  @Test
  void theStorageOfTheCostPageFollowsFromItsFormula() {
    List<List<String>> rows = table("docs/cost.md", "| of 10 TB |");
    assertThat(rows).hasSize(3);
    for (List<String> row : rows) {
      double[] terabytes = row.subList(1, 4).stream().mapToDouble(Double::parseDouble).toArray();
      double month = 1000 * (terabytes[0] * 0.023 + terabytes[1] * 0.0125 + terabytes[2] * 0.004);
      assertThat(Arrays.stream(terabytes).sum()).isEqualTo(10);
      assertThat(row.get(4)).isEqualTo(String.format(Locale.ROOT, "%.2f", month));
    }
  }

  private Stream<Path> pages() {
    return Stream.of("", "docs", "docs/decisions", "conf/foodmart", "conf/events", "notebooks")
        .map(home::resolve)
        .filter(Files::isDirectory)
        .flatMap(
            folder -> {
              try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.toString().endsWith(".md")).toList().stream();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private Stream<String> broken(Path page) {
    String text = text(home.relativize(page).toString());
    return LINK.matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(to -> !Files.exists(page.resolveSibling(to)))
        .map(to -> home.relativize(page) + " -> " + to);
  }

  /** The lines of the blocks of code, without what stands behind a # for a person to read. */
  private List<String> commands(String page) {
    return BLOCK
        .matcher(text(page))
        .results()
        .flatMap(block -> block.group(1).lines())
        .filter(line -> line.startsWith("bin/") || line.startsWith("mvn "))
        .map(line -> line.replaceFirst("\\s+#.*", "").strip())
        .toList();
  }

  private List<String> links(String page) {
    return LINK.matcher(text(page)).results().map(found -> found.group(1)).distinct().toList();
  }

  private List<List<String>> table(String page, String head) {
    return text(page)
        .lines()
        .dropWhile(line -> !line.startsWith(head))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Stream.of(line.split("\\|")).skip(1).map(String::strip).toList())
        .toList();
  }

  private String text(String page) {
    try {
      return Files.readString(home.resolve(page));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + page, e);
    }
  }
}
