package io.ingot.app.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Graph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowTest {
  private static final String INGOT =
      """
      name: shop
      lake: lake
      connections:
        drop: {type: files, root: in}
        store: {type: files, root: "s3a://shop/in/"}
      alerts:
        channels:
          duty: {type: email, host: smtp.example.com, user: "${env:SMTP_USER}",
            password: "${env:SMTP_PASSWORD}", from: ingot@example.com, to: [duty@example.com]}
      cluster:
        image: registry.example.com/shop:1
        secrets: [shop]
        jobs:
          nightly: {do: run, schedule: "30 1 * * *", zone: Europe/Zurich}
          upkeep: {do: maintain --yes}
      """;

  private static final String MANIFEST =
      """
      {"apiVersion": "sparkoperator.k8s.io/v1beta2", "kind": "ScheduledSparkApplication",
       "metadata": {"name": "shop-nightly", "namespace": "shop-dev"},
       "spec": {"schedule": "30 1 * * *", "template": {"type": "Java",
         "arguments": ["run", "--project", "/opt/ingot/project", "--env", "dev"],
         "restartPolicy": {"type": "OnFailure", "onFailureRetries": 3},
         "dynamicAllocation": {"enabled": true}, "driver": {"cores": 1}}}}
      """;

  @TempDir Path folder;

  @Test
  void aTaskWaitsForWhatItsTableIsComputedFromAndRunsThatTableAlone() {
    Flow flow = flow("", Grain.TABLE);
    assertThat(flow.tasks())
        .extracting(task -> task.select() + " <- " + String.join(" ", task.after()))
        .containsExactly(
            "bronze.item <- ",
            "bronze.price <- ",
            "silver.item <- bronze.item",
            "silver.price <- bronze.price",
            "gold.total <- silver.item silver.price");
    assertThat(flow.application().arguments("silver.item"))
        .containsExactly(
            "run", "--select", "silver.item", "--project", "/opt/ingot/project", "--env", "dev");
  }

  @Test
  void byLayerEachLayerWaitsForTheOneBefore() {
    assertThat(flow("", Grain.LAYER).tasks())
        .extracting(task -> task.select() + " <- " + String.join(" ", task.after()))
        .containsExactly("bronze <- ", "silver <- bronze", "gold <- silver");
  }

  @Test
  void aJobOfSomeTablesHasTasksForThoseAlone() {
    assertThat(flow(" --select silver --exclude silver.price", Grain.TABLE).tasks())
        .extracting(Task::id)
        .containsExactly("silver.item");
    assertThat(flow(" --select silver.item,gold.total", Grain.LAYER).tasks())
        .extracting(Task::select)
        .containsExactly("silver.item", "gold");
  }

  @Test
  void aTableThatIsOnlyLookedAtHasToBeOverHoweverItEnded() {
    write(
        "quality/judge.yml",
        """
        table: silver.item
        when: gate
        checks:
          - {query: "SELECT id FROM this WHERE id NOT IN (SELECT id FROM silver.price)"}
        """);
    Flow flow = flow("", Grain.TABLE);
    assertThat(flow.tasks())
        .filteredOn(task -> task.id().equals("silver.item"))
        .extracting(Task::behind)
        .containsExactly(List.of("silver.price"));
    assertThat(new AirflowDag(flow).text())
        .contains(
            "task[\"silver.price.over\"] = EmptyOperator(task_id=\"silver.price.over\","
                + " trigger_rule=\"all_done\")",
            "] >> task[\"end\"]");
    assertThat(new ArgoFlow(flow).text())
        .contains(
            "depends: \"bronze-item && (silver-price.Succeeded || silver-price.Failed ||"
                + " silver-price.Errored || silver-price.Skipped || silver-price.Omitted)\"");
  }

  @Test
  void theOrchestratorAloneStartsAgainWhatFailed() {
    Flow flow = flow("", Grain.TABLE);
    assertThat(flow.application().spec().path("restartPolicy").toString())
        .isEqualTo("{\"type\":\"Never\"}");
    assertThat(new AirflowDag(flow).text())
        .contains(
            "\"retries\": 3",
            "\"retry_delay\": timedelta(seconds=60)",
            "reattach_on_restart=False",
            "\"on_failure_callback\": tell,",
            "MAIL_TO = [\"duty@example.com\"]",
            "catchup=False",
            "max_active_runs=1",
            "schedule=\"30 1 * * *\"",
            "tz=\"Europe/Zurich\"");
  }

  @Test
  void filesAreWaitedForWhereTheyLie() {
    write("bronze/price.yml", "source: {connection: store, path: '*/p.csv', format: csv}\n");
    assertThat(new AirflowDag(flow("", Grain.TABLE)).text())
        .contains(
            "fs_conn_id=\"shop_drop\"",
            "filepath=\"item*.csv\"",
            "bucket_key=\"s3://shop/in/*/p.csv\"",
            "task[\"bronze.item.delivered\"] >> task[\"bronze.item\"]");
  }

  @Test
  void noSecretIsWrittenOnlyTheNamesOfTheVariablesThatHoldThem() {
    String text = new ArgoFlow(flow("", Grain.TABLE)).text();
    assertThat(text).contains("--user \"$SMTP_USER:$SMTP_PASSWORD\"", "name: shop");
  }

  @Test
  void applicationsOfAWorkflowHaveNamesThatAKubernetesLabelHolds() {
    String workflow = "a-schedule-of-thirty-eight-characters1";
    ArgoNames names = new ArgoNames(workflow);
    String one = names.task("silver.a_table_with_a_long_name_one");
    String two = names.task("silver.a_table_with_a_long_name_two");
    assertThat(one).isNotEqualTo(two);
    assertThat(workflow.length() + 11 + 5 + one.length()).isLessThanOrEqualTo(63);
    assertThat(new ArgoNames("events-daily").task("silver.user_events"))
        .isEqualTo("silver-user-events");
    assertThatThrownBy(() -> new ArgoNames(workflow + "-more"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("4 shorter");
  }

  @Test
  void whatCannotBeDividedIsRefusedInWords() {
    assertThatThrownBy(() -> flow("", Grain.TABLE, "upkeep"))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "The job upkeep says 'maintain --yes', which is one task as it is. Choose a job that"
                + " says 'run'.");
    assertThatThrownBy(() -> flow(" --full silver.item --yes", Grain.TABLE))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("--full, which cannot be divided among tasks");
    assertThatThrownBy(() -> flow("", Grain.TABLE, "nightli"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("There is no job nightli");
  }

  @Test
  void aValueThatWouldBeTakenForATemplateIsRefused() {
    assertThatThrownBy(
            () ->
                SparkJob.of(
                    json(MANIFEST.replace("\"cores\": 1", "\"javaOptions\": \"-Dp={{x}}\"")), 1))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("{{");
  }

  /** Tables of silver over some of bronze, of gold over some of silver and gold before. */
  @Property(tries = 25)
  void theEdgesOfBothAreThoseOfTheProject(@ForAll("graphs") Map<String, Set<String>> graph)
      throws IOException {
    folder = Files.createTempDirectory("flow");
    graph.forEach(this::table);
    Project project = load("");
    Flow flow = Flow.of(project, Optional.empty(), Grain.TABLE, (any, job) -> json(MANIFEST));
    Map<String, Set<String>> expected = new TreeMap<>();
    Graph.of(project)
        .ordered()
        .forEach(
            table ->
                expected.put(
                    table.toString(),
                    Graph.of(project).parents(table).stream()
                        .map(TableName::toString)
                        .collect(Collectors.toCollection(TreeSet::new))));
    assertThat(airflow(new AirflowDag(flow).text(), expected.keySet())).isEqualTo(expected);
    assertThat(argo(new ArgoFlow(flow).text())).isEqualTo(expected);
  }

  @Provide
  Arbitrary<Map<String, Set<String>>> graphs() {
    return Arbitraries.randomValue(
        random -> {
          Map<String, Set<String>> graph = new TreeMap<>();
          int size = 1 + random.nextInt(4);
          for (int at = 0; at < size; at++) {
            graph.put("bronze.b" + at, Set.of());
            graph.put("silver.s" + at, Set.of("bronze.b" + random.nextInt(at + 1)));
            Set<String> inputs = new TreeSet<>(Set.of("silver.s" + random.nextInt(at + 1)));
            if (at > 0) {
              inputs.add("gold.g" + random.nextInt(at));
            }
            graph.put("gold.g" + at, inputs);
          }
          return graph;
        });
  }

  private void table(String name, Set<String> inputs) {
    TableName table = TableName.of(name);
    switch (table.layer()) {
      case BRONZE -> write("bronze/" + table.name() + ".yml", bronze(table.name()));
      case SILVER -> write("silver/" + table.name() + ".yml", silverFrom(inputs.iterator().next()));
      default -> {
        write("gold/" + table.name() + ".yml", "description: d\n");
        write(
            "gold/" + table.name() + ".sql",
            "SELECT 1 AS one FROM " + String.join(" CROSS JOIN ", inputs) + "\n");
      }
    }
  }

  private static Map<String, Set<String>> airflow(String text, Set<String> tables) {
    Map<String, Set<String>> edges = new TreeMap<>();
    Matcher tasks = Pattern.compile("    task_id=\"([^\"]+)\",\n    +select=").matcher(text);
    while (tasks.find()) {
      edges.put(tasks.group(1), new TreeSet<>());
    }
    Matcher all =
        Pattern.compile("(?s)\n    (\\[\n[^>]*?]|task\\S+) >> task\\[\"([^\"]+)\"]").matcher(text);
    while (all.find()) {
      Matcher before = Pattern.compile("task\\[\"([^\"]+)\"]").matcher(all.group(1));
      while (before.find()) {
        if (tables.contains(before.group(1))) {
          edges.get(all.group(2)).add(before.group(1));
        }
      }
    }
    return edges;
  }

  private static Map<String, Set<String>> argo(String text) throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    Map<String, Set<String>> edges = new TreeMap<>();
    try (var documents = yaml.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      while (documents.hasNext()) {
        for (JsonNode task : documents.next().at("/spec/templates/0/dag/tasks")) {
          edges.put(
              dotted(task.path("name").asText()),
              Arrays.stream(task.path("depends").asText().split(" && "))
                  .filter(name -> !name.isEmpty())
                  .map(FlowTest::dotted)
                  .collect(Collectors.toCollection(TreeSet::new)));
        }
      }
    }
    return edges;
  }

  private static String dotted(String name) {
    return name.replaceFirst("-", ".");
  }

  private Flow flow(String words, Grain grain) {
    return flow(words, grain, "nightly");
  }

  private Flow flow(String words, Grain grain, String job) {
    for (String name : List.of("item", "price")) {
      ifAbsent("bronze/" + name + ".yml", bronze(name));
      ifAbsent("silver/" + name + ".yml", silver(name));
    }
    ifAbsent("gold/total.yml", "description: What all of it costs\n");
    ifAbsent(
        "gold/total.sql", "SELECT i.id FROM silver.item i JOIN silver.price p ON i.id = p.id\n");
    String manifest =
        MANIFEST.replace(
            "\"run\",",
            Arrays.stream(("run" + words).split(" "))
                .map(word -> "\"" + word + "\"")
                .collect(Collectors.joining(", ", "", ",")));
    return Flow.of(load(words), Optional.of(job), grain, (project, name) -> json(manifest));
  }

  @Test
  void theMailOfArgoGetsItsTwoEntriesAndIsLetOutToItsServer() throws IOException {
    List<JsonNode> objects = objects(new ArgoFlow(flow("", Grain.TABLE)).text());

    JsonNode container =
        objects.stream()
            .flatMap(each -> each.findValues("container").stream())
            .findFirst()
            .orElseThrow();
    assertThat(container.has("envFrom")).isFalse();
    assertThat(container.path("env"))
        .filteredOn(entry -> entry.has("valueFrom"))
        .extracting(
            entry -> entry.path("name").asText() + " of " + entry.at("/valueFrom/secretKeyRef"))
        .containsExactly(
            "SMTP_USER of {\"name\":\"shop\",\"key\":\"SMTP_USER\"}",
            "SMTP_PASSWORD of {\"name\":\"shop\",\"key\":\"SMTP_PASSWORD\"}");
    JsonNode policy =
        objects.stream()
            .filter(each -> each.path("kind").asText().equals("NetworkPolicy"))
            .findFirst()
            .orElseThrow();
    assertThat(policy.at("/spec/podSelector/matchExpressions/0/key").asText())
        .isEqualTo("workflows.argoproj.io/workflow");
    assertThat(policy.path("spec").findValues("port"))
        .extracting(JsonNode::asInt)
        .containsExactly(53, 53, 443, 6443, 587);
  }

  @Test
  void aMailServerWithALoginNeedsASecretToTakeItFrom() {
    Flow whole = flow("", Grain.TABLE);
    Mail mail = Mail.of(whole.project()).orElseThrow();

    assertThatThrownBy(() -> ArgoMail.of(mail, List.of()))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("${env:SMTP_USER}, and cluster.secrets names no Secret");
  }

  private static List<JsonNode> objects(String yaml) throws IOException {
    try (MappingIterator<JsonNode> documents =
        new YAMLMapper().readerFor(JsonNode.class).readValues(yaml)) {
      return documents.readAll();
    }
  }

  private Project load(String words) {
    write("ingot.yml", INGOT.replace("{do: run,", "{do: \"run" + words + "\","));
    return ProjectLoader.load(folder, "dev").orThrow();
  }

  private static String bronze(String name) {
    return "source: {connection: drop, path: '" + name + "*.csv', format: csv}\n";
  }

  private static String silver(String name) {
    return silverFrom("bronze." + name);
  }

  private static String silverFrom(String from) {
    return "from: " + from + "\ncolumns:\n  id: {type: bigint, key: true}\nwrite: {mode: merge}\n";
  }

  private void ifAbsent(String name, String text) {
    if (!Files.exists(folder.resolve(name))) {
      write(name, text);
    }
  }

  private void write(String name, String text) {
    try {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
