package io.ingot.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.tests.testkit.IngotProcess;
import io.ingot.tests.testkit.IngotProcess.Ended;
import io.ingot.tests.testkit.SmallProject;
import io.ingot.tests.testkit.TableRows;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTest {
  @TempDir static Path work;
  private static SmallProject project;
  private static ImageTree tree;

  @BeforeAll
  static void assemble() throws IOException {
    project = SmallProject.sales(Files.createDirectory(work.resolve("sales")));
    project.write(".env", "INGOT_PASSWORD=a-secret\n").write("lake/gold/daily/part.parquet", "x");
    tree = ImageTree.assemble(work.resolve("tree"), project.folder());
    assertThat(tree.exitCode()).as(tree.said()).isZero();
  }

  @Test
  void theDockerfileCopiesEveryFolderOfTheTree() throws IOException {
    Set<String> folders;
    try (Stream<Path> children = Files.list(tree.folder())) {
      folders =
          children
              .map(child -> child.getFileName().toString())
              .filter(name -> !name.equals("Dockerfile"))
              .collect(Collectors.toCollection(TreeSet::new));
    }

    assertThat(tree.copies())
        .containsEntry("platform", "/opt/spark/jars/")
        .containsEntry("libraries", "/opt/spark/jars/")
        .containsEntry("ingot", "/opt/ingot/")
        .containsEntry("project", "/opt/ingot/project/");
    assertThat(folders).isEqualTo(tree.copies().keySet());
  }

  @Test
  void anArtifactIsThereOnceAndNeverBesideSparks() {
    assertThat(tree.jars()).hasSizeGreaterThan(30);
    assertThat(sparks()).hasSizeGreaterThan(100);
    assertThat(tree.jars().stream().map(ImageTest::artifact))
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(sparks().stream().map(ImageTest::artifact).toList());
  }

  @Test
  void everybodyMayReadAndNobodyButRootMayWrite() throws IOException {
    for (Path path : tree.all()) {
      boolean runs = Files.isDirectory(path) || path.endsWith("ingot/ingot");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .as(path.toString())
          .isEqualTo(runs ? "rwxr-xr-x" : "rw-r--r--");
    }
  }

  @Test
  void ofAProjectOnlyItsDeclarationsAreCopied() {
    assertThat(tree.files("project").stream().map(tree.folder().resolve("project")::relativize))
        .extracting(Path::toString)
        .containsExactly(
            "bronze/sale.yml", "gold/daily.sql", "gold/daily.yml", "ingot.yml", "silver/sale.yml");
  }

  @Test
  void aChangedProjectChangesNoOtherLayer() throws IOException {
    SmallProject other = SmallProject.sales(Files.createDirectory(work.resolve("other")));
    ImageTree same = ImageTree.assemble(work.resolve("again"), other.folder());
    other.write("gold/daily.sql", "SELECT day, sum(amount) AS amount FROM silver.sale GROUP BY 1");
    ImageTree changed = ImageTree.assemble(work.resolve("again"), other.folder());

    assertThat(tree.digests()).containsOnlyKeys("platform", "libraries", "ingot", "project");
    assertThat(same.digests()).isEqualTo(tree.digests());
    assertThat(changed.digests().get("project")).isNotEqualTo(same.digests().get("project"));
    assertThat(tree.digests()).containsAllEntriesOf(without(changed, "project"));
  }

  @Test
  void aFolderOfSomebodyElseIsLeftAsItIs() throws IOException {
    Path folder = Files.createDirectory(work.resolve("somebody"));
    Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\n");

    ImageTree refused = ImageTree.assemble(folder, project.folder());

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.said()).contains("is not empty and was not made by bin/image");
    assertThat(refused.all()).hasSize(2);
  }

  @Test
  void theBillOfMaterialsListsTheJarsThatAreShippedAndNoOther() throws Exception {
    JsonNode bill = new ObjectMapper().readTree(tree.folder().resolve("ingot/sbom.json").toFile());
    TreeMap<String, String> listed = new TreeMap<>();
    for (JsonNode part : bill.get("components")) {
      listed.put(
          part.get("name").asText() + "-" + part.get("version").asText() + ".jar",
          part.get("hashes").get(0).get("content").asText());
    }
    TreeMap<String, String> there = new TreeMap<>();
    for (Path jar : tree.jars()) {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
      there.put(jar.getFileName().toString(), HexFormat.of().formatHex(sum));
    }

    assertThat(listed).isEqualTo(there);
    assertThat(listed.keySet().stream().map(name -> name.replaceFirst("-\\d.*", "")))
        .contains("delta-spark_2.12", "deequ", "jedis", "hadoop-aws", "kafka-clients")
        .doesNotContain("hadoop-client-api", "spark-sql_2.12", "scala-library");
  }

  @Test
  void aProjectRunsOnTheImagesClassPath() {
    project.deliver("1.csv", "1,2026-01-01,10.50", "2,2026-01-01,4.50");
    String classPath =
        Stream.of(sparks(), tree.jars(), List.of(tree.folder().resolve("ingot/ingot.jar")))
            .flatMap(List::stream)
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));

    Ended ended;
    try (IngotProcess process =
        IngotProcess.startOn(
            work.resolve("printed"), classPath, "run", "--project", project.folder().toString())) {
      ended = process.await();
    }

    assertThat(ended.exitCode()).as(ended.notes()).isZero();
    assertThat(TableRows.of(project).get("gold.daily"))
        .containsExactly("{\"day\":\"2026-01-01\",\"amount\":15.00,\"sales\":2}");
  }

  private static TreeMap<String, String> without(ImageTree image, String layer) {
    TreeMap<String, String> digests = new TreeMap<>(image.digests());
    digests.remove(layer);
    return digests;
  }

  /** What Maven takes for a Spark distribution's: all of the runtime that is not shipped. */
  private static List<Path> sparks() {
    Set<String> shipped =
        tree.jars().stream().map(jar -> jar.getFileName().toString()).collect(Collectors.toSet());
    try (Stream<Path> jars = Files.list(ImageTree.HOME.resolve("app/target/ingot/lib"))) {
      return jars.filter(jar -> !shipped.contains(jar.getFileName().toString()))
          .filter(jar -> !jar.getFileName().toString().startsWith("ingot-"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("There is no runtime", e);
    }
  }

  /** A jar's name without its version; a classifier stays. */
  private static String artifact(Path jar) {
    return jar.getFileName().toString().replaceFirst("-\\d[\\w.]*(?=[-.])", "");
  }
}
