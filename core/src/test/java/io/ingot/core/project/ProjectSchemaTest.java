package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectSchemaTest {
  private static final Map<String, ProjectSchema.Kind> FILES =
      Map.of(
          "ingot.yml", ProjectSchema.Kind.PROJECT,
          "bronze/customer.yml", ProjectSchema.Kind.BRONZE,
          "bronze/sales.yml", ProjectSchema.Kind.BRONZE,
          "silver/customer.yml", ProjectSchema.Kind.SILVER,
          "silver/sales.yml", ProjectSchema.Kind.SILVER,
          "gold/daily_sales.yml", ProjectSchema.Kind.GOLD,
          "features/customer_activity.yml", ProjectSchema.Kind.FEATURES);

  private static Set<ValidationMessage> judge(ProjectSchema.Kind kind, String yaml)
      throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(ProjectSchema.json(kind))
        .validate(new YAMLMapper().readTree(yaml));
  }

  @Test
  void aValidProjectsFilesAreAccepted(@TempDir Path folder) throws IOException {
    ProjectFiles files = ProjectFiles.shop(folder);
    for (Map.Entry<String, ProjectSchema.Kind> file : FILES.entrySet()) {
      assertThat(judge(file.getValue(), files.read(file.getKey()))).as(file.getKey()).isEmpty();
    }
  }

  @Test
  void anUnknownKeyIsRefusedInEveryKindOfFile(@TempDir Path folder) throws IOException {
    ProjectFiles files = ProjectFiles.shop(folder);
    for (Map.Entry<String, ProjectSchema.Kind> file : FILES.entrySet()) {
      assertThat(judge(file.getValue(), files.read(file.getKey()) + "\nsurprise: 1\n"))
          .as(file.getKey())
          .anyMatch(message -> message.getMessage().contains("surprise"));
    }
  }

  @Test
  void mistakesBelowTheTopAreRefused(@TempDir Path folder) throws IOException {
    ProjectFiles files = ProjectFiles.shop(folder);
    String sales = files.read("silver/sales.yml");
    for (String[] change :
        new String[][] {
          {"key: true", "keys: true"},
          {"else: warn", "else: ignore"},
          {"type: date, ", ""},
          {"min: 0", "min_length: zero"},
          {"complete:", "complet:"},
          {"from: bronze.sales\n", ""},
          {"{min: 1}", "{min: 1.5}"},
        }) {
      assertThat(sales).contains(change[0]);
      assertThat(judge(ProjectSchema.Kind.SILVER, sales.replace(change[0], change[1])))
          .as(change[1])
          .isNotEmpty();
    }
    String main = files.read("ingot.yml");
    assertThat(judge(ProjectSchema.Kind.PROJECT, main.replace("${env:SHOP_PASSWORD}", "hunter2")))
        .isNotEmpty();
    assertThat(judge(ProjectSchema.Kind.PROJECT, main.replace("type: jdbc", "type: kafka")))
        .isNotEmpty();
  }

  @Test
  void anEnvironmentNeedsNoKeyButKnowsThemAll() throws IOException {
    assertThat(judge(ProjectSchema.Kind.ENVIRONMENT, "connections: {shop: {url: x}}")).isEmpty();
    assertThat(judge(ProjectSchema.Kind.ENVIRONMENT, "connections: {shop: {uri: x}}")).isNotEmpty();
    assertThat(judge(ProjectSchema.Kind.PROJECT, "connections: {shop: {url: x}}")).isNotEmpty();
  }

  @Test
  void aReferenceMayStandForAnyValue() throws IOException {
    String bronze =
        """
        source: {connection: a, table: b}
        watermark: {column: c, lag: "${env:LAG}"}
        read: {partition_by: c, partitions: "${file:parts}"}
        """;
    assertThat(judge(ProjectSchema.Kind.BRONZE, bronze)).isEmpty();
    assertThat(judge(ProjectSchema.Kind.BRONZE, bronze.replace("${env:LAG}", "soon"))).isNotEmpty();
  }

  @Test
  void everyKeyHasItsSentence() throws IOException {
    JsonNode silver = new ObjectMapper().readTree(ProjectSchema.json(ProjectSchema.Kind.SILVER));

    assertThat(silver.path("$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(silver.path("description").asText())
        .isEqualTo("A typed table whose rows keep a contract");
    assertThat(silver.path("properties").path("from").path("description").asText())
        .isEqualTo("The bronze table, or a list of them");
    assertThat(silver.path("properties").has("name")).isFalse();
    assertThat(silver.path("$defs").path("ColumnContract").path("properties").path("else"))
        .isNotEmpty();
  }

  @Test
  void everyKindHasAFile() {
    assertThat(ProjectSchema.all())
        .containsOnlyKeys(
            "ingot.schema.json",
            "env.schema.json",
            "bronze.schema.json",
            "silver.schema.json",
            "gold.schema.json",
            "features.schema.json",
            "quality.schema.json",
            "services.schema.json");
    assertThat(ProjectSchema.all().get("gold.schema.json"))
        .isEqualTo(ProjectSchema.json(ProjectSchema.Kind.GOLD));
  }
}
