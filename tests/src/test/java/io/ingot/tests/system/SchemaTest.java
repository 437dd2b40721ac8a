package io.ingot.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.ingot.core.project.ProjectSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {
  private static final Path CONF = Path.of(System.getProperty("ingot.home"), "conf");
  private static final Path SCHEMAS = CONF.resolve("schema");
  private static final Path SAMPLE = CONF.resolve("foodmart");

  @Test
  void theSchemasInConfAreTheOnesThatIngotPrints() throws IOException {
    Map<String, String> kept = new TreeMap<>();
    try (Stream<Path> files = Files.list(SCHEMAS)) {
      for (Path file : files.toList()) {
        kept.put(file.getFileName().toString(), Files.readString(file).strip());
      }
    }
    Map<String, String> printed = new TreeMap<>();
    ProjectSchema.all().forEach((name, schema) -> printed.put(name, schema.strip()));

    assertThat(kept).as("after a change: bin/ingot schema --write conf/schema").isEqualTo(printed);
  }

  static Stream<Path> theSamplesFiles() throws IOException {
    try (Stream<Path> files = Files.walk(SAMPLE)) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("theSamplesFiles")
  void aFileOfTheSampleNamesItsSchemaAndKeepsIt(Path file) throws IOException {
    String text = Files.readString(file);
    String named = text.lines().findFirst().orElseThrow();
    assertThat(named).startsWith("# yaml-language-server: $schema=");
    Path schema = file.resolveSibling(named.substring(named.indexOf('=') + 1).strip()).normalize();
    assertThat(schema).hasParent(SCHEMAS).isRegularFile();

    JsonSchema rules =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(schema));

    assertThat(rules.validate(new YAMLMapper().readTree(text))).isEmpty();
  }
}
