package io.ingot.etl.silver.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.ProjectLoader;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.TableName;
import io.ingot.etl.bronze.JsonCorpus;
import io.ingot.etl.bronze.JsonFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
  private static final ObjectMapper TREE = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void ofTenThousandMutatedRecordsEachIsOpenedAsATreeReaderReadsItOrToldByItsFault()
      throws IOException {
    Layout layout = layout("a: {type: string}", "x: {type: \"array<struct<b: bigint>>\"}");
    Map<String, Integer> seen = new TreeMap<>();
    for (String mutated : JsonCorpus.mutated(10_000)) {
      // A column's text is UTF-8, which has no halves of pairs.
      String text = new String(mutated.getBytes(UTF_8), UTF_8);
      Row row = Opening.of(layout, text);
      Optional<String> verdict = JsonFault.of(text);
      String told = row.getString(5);
      seen.merge(told == null ? "ok" : told, 1, Integer::sum);
      if (verdict.isPresent()) {
        // What nobody asked for may be there twice.
        assertThat(told).as(text).isIn(verdict.get(), unseen(verdict.get(), told));
        continue;
      }
      JsonNode tree = TREE.readTree(text);
      assertThat(told).as(text).isEqualTo(tree.has("a") || tree.has("x") ? null : "SCHEMA_MISS");
      assertThat(names(row)).as(text).containsExactlyElementsOf(unknown(tree));
      if (tree.path("a").isTextual()) {
        assertThat(row.getString(0)).as(text).isEqualTo(tree.get("a").textValue());
      }
      if (tree.path("a").isContainerNode()) {
        assertThat(TREE.readTree(row.getString(0))).as(text).isEqualTo(tree.get("a"));
      }
      if (!row.isNullAt(3)) {
        assertThat(TREE.readTree(row.getString(3))).as(text).isEqualTo(without(tree));
      }
    }
    assertThat(seen.keySet())
        .contains("ok", "SCHEMA_MISS", "BAD_JSON", "NOT_OBJECT", "ARRAY", "DUP_KEY")
        .contains("TRAILING_DATA", "NON_FINITE", "ENCODING");
    assertThat(seen.get("ok")).isGreaterThan(200);
  }

  private static String unseen(String verdict, String told) {
    return Set.of("DUP_KEY", "TOO_DEEP").contains(verdict)
            && (told == null || told.equals("SCHEMA_MISS"))
        ? told
        : verdict;
  }

  private static List<String> names(Row row) {
    return row.getAs(4);
  }

  private static List<String> unknown(JsonNode tree) {
    List<String> names = new ArrayList<>();
    without(tree).fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode without(JsonNode tree) {
    return ((ObjectNode) tree.deepCopy()).without(List.of("a", "x"));
  }

  /** The layout of a table's columns; no Spark is needed to open a record. */
  private Layout layout(String... columns) throws IOException {
    write("ingot.yml", "name: test", "lake: lake", "connections: {drop: {type: files, root: in}}");
    write("bronze/b.yml", "source: {connection: drop, path: b.json, format: json}");
    write("silver/s.yml", "from: bronze.b", "columns:", "  " + String.join("\n  ", columns));
    SilverTable table =
        (SilverTable)
            ProjectLoader.load(folder, "dev").orThrow().tables().get(TableName.of("silver.s"));
    return new Layout(
        table.columns().entrySet().stream().map(OpeningTest::wanted).toList(), List.of());
  }

  private void write(String name, String... lines) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.write(folder.resolve(name), List.of(lines));
  }

  private static Wanted wanted(Map.Entry<String, ColumnContract> column) {
    return new Wanted(
        column.getKey(),
        column.getValue().fields(column.getKey()),
        DataType.fromDDL(column.getValue().type()),
        column.getValue());
  }
}
