package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlFileTest {
  private static List<String> mistakes(String text) {
    Problems problems = new Problems();
    YamlFile.parse(text, "f.yml", problems);
    return problems.told(new References(Path.of(""))).stream().map(Problem::toString).toList();
  }

  @Test
  void aSyntaxErrorHasItsLineAndColumn() {
    assertThat(mistakes("a: 1\nb: [1, 2\nc: 3\n"))
        .containsExactly("f.yml:3:2: Invalid YAML: expected ',' or ']', but got :.");
  }

  @Test
  void aDuplicateKeyIsToldAtItsSecondPlaceAndTheFirstValueStands() {
    Problems problems = new Problems();
    Optional<Node.Mapping> node = YamlFile.parse("a: 1\nb:\n  c: 1\n  c: 2\n", "f.yml", problems);

    assertThat(problems.told(new References(Path.of(""))))
        .containsExactly(
            new Problem("f.yml", 4, 3, "Duplicate key 'c': it already stands in line 3."));
    Node.Mapping inner = (Node.Mapping) node.orElseThrow().entries().get("b").value();
    assertThat(((Node.Scalar) inner.entries().get("c").value()).text()).isEqualTo("1");
  }

  @Test
  void anEmptyFileHasNoKeys() {
    assertThat(mistakes("# nothing but a comment\n")).isEmpty();
    assertThat(YamlFile.parse("", "f.yml", new Problems()).orElseThrow().entries()).isEmpty();
  }

  @Test
  void aFileHoldsKeys() {
    assertThat(mistakes("- a\n"))
        .containsExactly("f.yml:1:1: Expected keys with values, found a list.");
  }

  @Test
  void onlyOneDocumentStandsInAFile() {
    assertThat(mistakes("a: 1\n---\nb: 1\n")).hasSize(1);
  }

  @Test
  void tagsBuildNothing() {
    assertThat(mistakes("a: !!javax.script.ScriptEngineManager [x]\n"))
        .containsExactly(
            "f.yml:1:4: Invalid YAML: Global tag is not allowed:"
                + " tag:yaml.org,2002:javax.script.ScriptEngineManager.");
    assertThat(mistakes("a: !x y\nb: 1\n"))
        .containsExactly("f.yml:1:4: YAML tags such as !x are not allowed. Write a plain value.");
  }

  @Test
  void mergeKeysAndKeysThatAreNoWordsAreRefused() {
    assertThat(mistakes("a: &a {b: 1}\nc: {<<: *a}\n? [x]\n: 1\n"))
        .containsExactly(
            "f.yml:2:5: Merge keys (<<) are not allowed. Write the keys out.",
            "f.yml:3:3: A key is one word, not a list or a mapping.");
  }

  @Test
  void anAliasOfItselfIsRefused() {
    assertThat(mistakes("a: &x [*x]\n"))
        .containsExactly("f.yml:1:4: This anchor holds an alias of itself. Write the value out.");
  }

  @Test
  void tooManyAliasesAreRefused() {
    String many = "a: &a [x]\nb: [" + "*a, ".repeat(21) + "]\n";
    assertThat(mistakes(many)).hasSize(1);
    assertThat(mistakes(many.replace("*a, ".repeat(21), "*a, ".repeat(20)))).isEmpty();
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(mistakes("a: " + "[".repeat(60) + "]".repeat(60))).hasSize(1);
    assertThat(mistakes("a: " + "[".repeat(20) + "]".repeat(20))).isEmpty();
  }

  @Test
  void aFileThatIsTooLargeOrNoTextIsRefused(@TempDir Path folder) throws IOException {
    Path large = Files.writeString(folder.resolve("large.yml"), "#".repeat((1 << 20) + 1));
    Path binary = Files.write(folder.resolve("binary.yml"), new byte[] {'a', ':', (byte) 0xff});
    Problems problems = new Problems();

    assertThat(YamlFile.read(large, "large.yml", problems)).isEmpty();
    assertThat(YamlFile.read(binary, "binary.yml", problems)).isEmpty();
    assertThat(problems.told(new References(folder)))
        .extracting(Problem::toString)
        .containsExactly(
            "large.yml:1:1: The file is larger than 1 MiB. Split it.",
            "binary.yml:1:1: The file is not UTF-8 text. Save it as UTF-8.");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstKey(@TempDir Path folder) throws IOException {
    Path marked = Files.writeString(folder.resolve("m.yml"), "\uFEFFname: x\n");

    assertThat(YamlFile.read(marked, "m.yml", new Problems()).orElseThrow().entries())
        .containsOnlyKeys("name");
  }

  @Test
  void valuesStayAsTheyAreWritten() {
    Node.Mapping node =
        YamlFile.parse("{a: no, b: 010, c: 1998-10-01, d: 1_000}", "f", new Problems())
            .orElseThrow();

    assertThat(node.entries().values())
        .extracting(entry -> ((Node.Scalar) entry.value()).text())
        .containsExactly("no", "010", "1998-10-01", "1_000");
  }
}
