package io.ingot.quality.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The rules, the dashboard and the pages speak of what there is. */
class MonitoringFilesTest {
  private static final Path HOME = Path.of(System.getProperty("ingot.home"));
  private static final Path FILES = HOME.resolve("spark-operator/monitoring");

  /** What Prometheus and the Pushgateway tell themselves. */
  private static final Set<String> OTHERS =
      Set.of("up", "push_time_seconds", "push_failure_time_seconds");

  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "offset", "by", "on", "group_left", "bool");
  private static final Pattern MATCHERS = Pattern.compile("\\{[^}]*}");
  private static final Pattern LABELS =
      Pattern.compile("\\b(by|on|ignoring|group_left)\\s*\\(([^)]*)\\)");
  private static final Pattern MATCHED = Pattern.compile("([a-z_]+)\\s*(=~|!=|!~|=)\\s*\"");
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.])[a-zA-Z_:][\\w:]*(?![\\w:])(?!\\s*\\()");

  @Test
  void everyRuleAndQueryAsksForMetricsAndLabelsThatThereAre() throws IOException {
    Set<String> known = words().collect(Collectors.toCollection(TreeSet::new));
    known.addAll(OTHERS);
    Set<String> labels =
        Arrays.stream(Metric.values())
            .flatMap(metric -> metric.labels().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    labels.addAll(Set.of("pipeline", "environment", "job", "le"));

    List<String> queries = queries();
    assertThat(queries).hasSizeGreaterThan(30);
    for (String query : queries) {
      assertThat(names(query)).as(query).isNotEmpty().isSubsetOf(known);
      assertThat(labels(query)).as(query).isSubsetOf(labels);
    }
    // Both ways: what nobody looks at need not be told.
    assertThat(queries.stream().flatMap(query -> names(query).stream()).toList())
        .containsAll(
            words().filter(name -> !name.equals("pipeline_last_run_timestamp_seconds")).toList());
  }

  @Test
  void everyAlertSaysWhatItMeansAndHasCasesThatFireAndThatKeepQuiet() throws IOException {
    String page = Files.readString(HOME.resolve("docs/troubleshooting.md"));
    JsonNode cases = yaml("alerts_test.yml").get("tests");
    List<JsonNode> asked = new ArrayList<>();
    cases.forEach(test -> test.get("alert_rule_test").forEach(asked::add));
    List<JsonNode> rules = rules();
    assertThat(rules).hasSize(12);
    for (JsonNode rule : rules) {
      String name = rule.get("alert").asText();
      assertThat(rule.at("/labels/severity").asText()).as(name).isIn("critical", "warning");
      assertThat(rule.get("for").asText()).as(name).isNotEmpty();
      assertThat(rule.at("/annotations/summary").asText()).as(name).isNotEmpty();
      assertThat(rule.at("/annotations/description").asText()).as(name).isNotEmpty();
      assertThat(rule.at("/annotations/runbook_url").asText())
          .isEqualTo("docs/troubleshooting.md#" + name.toLowerCase(Locale.ROOT));
      assertThat(page).contains("\n## " + name + "\n");
      assertThat(asked)
          .as(name)
          .filteredOn(test -> test.get("alertname").asText().equals(name))
          .anyMatch(test -> !test.get("exp_alerts").isEmpty())
          .anyMatch(test -> test.get("exp_alerts").isEmpty());
    }
    assertThat(asked)
        .extracting(test -> test.get("alertname").asText())
        .allMatch(name -> rules.stream().anyMatch(rule -> rule.get("alert").asText().equals(name)));
  }

  @Test
  void theDashboardIsOneThatGrafanaCanImportAgain() throws IOException {
    JsonNode dashboard = dashboard();
    assertThat(dashboard.get("uid").asText()).isEqualTo("ingot-pipelines");
    assertThat(dashboard.at("/templating/list"))
        .extracting(variable -> variable.get("name").asText())
        .containsExactly("datasource", "pipeline", "environment");
    List<JsonNode> panels = new ArrayList<>();
    dashboard.get("panels").forEach(panels::add);
    assertThat(panels).extracting(panel -> panel.get("id").asInt()).doesNotHaveDuplicates();
    assertThat(panels)
        .filteredOn(panel -> panel.has("targets"))
        .allMatch(panel -> panel.at("/datasource/uid").asText().equals("${datasource}"))
        .allMatch(panel -> panel.at("/gridPos/x").asInt() + panel.at("/gridPos/w").asInt() <= 24);
  }

  @Test
  void thePageTellsEveryMetricWithItsTypeAndLabels() throws IOException {
    List<String> page = Files.readAllLines(HOME.resolve("docs/monitoring.md"));
    for (Metric metric : Metric.values()) {
      String row =
          page.stream()
              .filter(line -> line.startsWith("| `" + metric.word() + "` |"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("not in the page: " + metric.word()));
      String labels =
          metric.kind() == Metric.Kind.HISTOGRAM
              ? "`le`"
              : metric.labels().stream()
                  .map(label -> "`" + label + "`")
                  .collect(Collectors.joining(", "));
      List<String> cells = Arrays.stream(row.split("\\|")).map(String::strip).toList();
      assertThat(cells.get(2)).as(row).isEqualTo(metric.kind().name().toLowerCase(Locale.ROOT));
      assertThat(cells.get(3)).as(row).isEqualTo(labels);
    }
  }

  private static List<String> queries() throws IOException {
    List<String> queries = new ArrayList<>();
    rules().forEach(rule -> queries.add(rule.get("expr").asText()));
    for (JsonNode panel : dashboard().get("panels")) {
      panel.path("targets").forEach(target -> queries.add(target.get("expr").asText()));
    }
    return queries;
  }

  private static Set<String> names(String query) {
    String bare = LABELS.matcher(MATCHERS.matcher(query).replaceAll("")).replaceAll("");
    return NAME.matcher(bare.replaceAll("\\[[^]]*]", "").replaceAll("\"[^\"]*\"", ""))
        .results()
        .map(MatchResult::group)
        .filter(name -> !WORDS.contains(name))
        .map(name -> name.replaceFirst("_(bucket|sum|count)$", ""))
        .collect(Collectors.toSet());
  }

  private static Set<String> labels(String query) {
    Function<MatchResult, Stream<String>> listed =
        found -> Arrays.stream(found.group(2).split(",")).map(String::strip);
    return Stream.concat(
            LABELS.matcher(query).results().flatMap(listed),
            MATCHED.matcher(query).results().map(found -> found.group(1)))
        .filter(label -> !label.isEmpty())
        .collect(Collectors.toSet());
  }

  private static Stream<String> words() {
    return Arrays.stream(Metric.values()).map(Metric::word);
  }

  private static List<JsonNode> rules() throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    yaml("alerts.yml").get("groups").forEach(group -> group.get("rules").forEach(rules::add));
    return rules;
  }

  private static JsonNode dashboard() throws IOException {
    return new ObjectMapper().readTree(FILES.resolve("grafana/ingot.json").toFile());
  }

  private static JsonNode yaml(String name) throws IOException {
    Object read = new Yaml().load(Files.readString(FILES.resolve(name)));
    return new ObjectMapper().valueToTree(read);
  }
}
