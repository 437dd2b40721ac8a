package io.ingot.etl.bronze.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.ingot.core.batch.SourceFile;
import io.ingot.core.batch.Window;
import io.ingot.core.error.SourceException;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.TableName;
import io.ingot.core.run.StageContext;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import io.ingot.etl.bronze.BronzeStage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedFilesTest {
  private static final String EVENTS = "bronze.events";

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void begin() throws IOException {
    project = TestProject.in(folder);
    Files.createDirectories(project.path("incoming"));
  }

  @Test
  void aPackedFileThatIsCutOffIsSetAsideWholeAndTheOthersGoOn() throws IOException {
    declare("csv");
    for (int i = 1; i <= 5; i++) {
      write(i + ".csv.gz", gzip("id\n" + i + "\n"));
    }
    byte[] whole = gzip("id\n" + numbers(20_000));
    write("cut.csv.gz", Arrays.copyOf(whole, whole.length / 2));

    TestRun run = project.run();

    assertThat(run.counts(EVENTS).read()).isEqualTo(6);
    assertThat(project.rows(EVENTS, "_source.name", "_fault").get(5))
        .isEqualTo("[cut.csv.gz,BAD_FILE]");
    assertThat(project.rows(EVENTS, "id", "_source.name", "_source.position", "_corrupt"))
        .containsExactly(
            "[1,1.csv.gz,3,null]",
            "[2,2.csv.gz,3,null]",
            "[3,3.csv.gz,3,null]",
            "[4,4.csv.gz,3,null]",
            "[5,5.csv.gz,3,null]",
            "[null,cut.csv.gz,null,damaged file: it cannot be read to its end: Unexpected end of"
                + " input stream]");
    assertThat(run.published(EVENTS).tallies()).containsEntry("damaged_files", 1L);
    assertThat(project.run().outcome(EVENTS).word()).isEqualTo("unchanged");
    StageContext context = project.context();
    BronzeTable events = (BronzeTable) context.project().tables().get(TableName.of(EVENTS));
    Window missing =
        new BronzeStage(events)
            .closed(context, Instant.EPOCH, Instant.now().plus(Duration.ofHours(1)));
    assertThat(((Window.Files) missing).files())
        .extracting(SourceFile::path)
        .containsExactly("cut.csv.gz");

    write("cut.csv.gz", gzip("id\n6\n"));
    assertThat(project.run().counts(EVENTS).read()).isEqualTo(1);
  }

  @Test
  void moreDamageThanAllowedTakesNothing() throws IOException {
    declare("csv");
    byte[] whole = gzip("id\n" + numbers(20_000));
    for (int i = 1; i <= 4; i++) {
      write(i + ".csv", bytes("id\n" + i + "\n"));
    }
    write("a.csv.gz", Arrays.copyOf(whole, whole.length / 2));
    write("b.csv", whole);

    assertThat(project.run().failure(EVENTS))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith("Cannot take drop/*: 2 of 6 files are damaged, more than the 20%")
        .hasMessageContaining("a.csv.gz (it cannot be read to its end: ")
        .hasMessageContaining(
            "b.csv (it holds gzip data, but its name does not end in .gz). Nothing was taken.");
    assertThat(project.version(EVENTS)).isEqualTo(-1);
  }

  @Test
  void bytesThatContradictTheFilesNameAreDamage() throws IOException {
    declare("json", "damaged: 90%");
    write("text.json", bytes("{\"id\": 1}\n"));
    write("text.json.gz", bytes("{\"id\": 2}\n"));
    write("text.json.zst", bytes("{\"id\": 3}\n"));
    write("packed.json", gzip("{\"id\": 4}\n"));
    write("zstd.json", Zstd.compress(bytes("{\"id\": 5}\n")));
    write("bomb.json.zst", Zstd.compress(new byte[(100 << 20) + 1]));

    project.run();

    assertThat(project.rows(EVENTS, "_raw", "_source.name", "substring(_corrupt, 15)"))
        .containsExactly(
            "[null,bomb.json.zst,it unpacks to more than 1000 times its size, and more than 100"
                + " MiB]",
            "[null,packed.json,it holds gzip data, but its name does not end in .gz]",
            "[null,text.json.gz,its name ends in .gz, but it holds no gzip data]",
            "[null,text.json.zst,its name ends in .zst, but it holds no zstd data]",
            "[null,zstd.json,it holds zstd data, but its name does not end in .zst]",
            "[{\"id\": 1},text.json,null]");
  }

  @Test
  void packedFilesAreReadToTheEndOfTheirLastPart() throws IOException {
    declare("json");
    write("a.json.gz", join(gzip("{\"id\": 1}\n"), gzip("{\"id\": 2}\n")));
    write(
        "b.json.zst",
        join(Zstd.compress(bytes("{\"id\": 3}\n")), Zstd.compress(bytes("{\"id\": 4}\n"))));
    project.file(
        "bronze/arrays.yml",
        "source: {connection: drop, path: \"arrays/*\", format: json_array, settle: 0s}");
    Files.createDirectories(project.path("incoming/arrays"));
    write("arrays/a.json.gz", gzip("[{\"id\": 5}]"));
    write("arrays/b.json.zst", Zstd.compress(bytes("[{\"id\": 6}]")));
    project.file(
        "bronze/csv.yml", "source: {connection: drop, path: \"csv/*\", format: csv, settle: 0s}");
    Files.createDirectories(project.path("incoming/csv"));
    write("csv/a.csv.zst", Zstd.compress(bytes("id\n7\n")));

    project.run();

    assertThat(project.rows(EVENTS, "_raw"))
        .containsExactly("[{\"id\": 1}]", "[{\"id\": 2}]", "[{\"id\": 3}]", "[{\"id\": 4}]");
    assertThat(project.rows("bronze.arrays", "_raw", "_source.position"))
        .containsExactly("[{\"id\": 5},1]", "[{\"id\": 6},1]");
    assertThat(project.rows("bronze.csv", "id")).containsExactly("[7]");
  }

  @Test
  void aFileThatIsNoWholeJsonArrayIsSetAside() throws IOException {
    declare("json_array", "damaged: 90%");
    write("good.json", bytes("[{\"id\": 1}]"));
    write("object.json", bytes("{\"id\": 2}"));
    write("open.json", bytes("[{\"id\": 3}"));
    write("more.json", bytes("[{\"id\": 4}] [5]"));
    write("broken.json", bytes("[{\"id\": 6}, {secret}]"));
    write("wide.json", "[{\"id\": 7}]".getBytes(StandardCharsets.UTF_16LE));
    byte[] packed = Zstd.compress(bytes("[" + "{\"id\": 8},".repeat(9_999) + "{}]"));
    write("cut.json.zst", Arrays.copyOf(packed, packed.length - 9));

    TestRun run = project.run();

    assertThat(project.rows(EVENTS, "_raw", "_source.name", "substring(_corrupt, 15)"))
        .containsExactly(
            "[null,broken.json,it is no JSON array in UTF-8 (line 1, column 15)]",
            "[null,cut.json.zst,it cannot be read to its end: Truncated source]",
            "[null,more.json,something follows its JSON array (line 1, column 14)]",
            "[null,object.json,it does not begin with a JSON array]",
            "[null,open.json,it is no JSON array in UTF-8 (line 1, column 11)]",
            "[null,wide.json,it is not in UTF-8]",
            "[{\"id\": 1},good.json,null]");
    assertThat(run.published(EVENTS).tallies()).containsEntry("damaged_files", 6L);
  }

  @Test
  void aParquetFileThatIsCutOffOrHoldsSomethingElseIsSetAside() throws IOException {
    declare("parquet", "damaged: 90%");
    Path written = project.path("written");
    project.lake().spark().range(0, 10_000, 1, 1).toDF("id").write().parquet(written.toString());
    byte[] parquet;
    try (Stream<Path> files = Files.list(written)) {
      parquet =
          Files.readAllBytes(
              files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow());
    }
    write("good", parquet);
    write("cut", Arrays.copyOf(parquet, parquet.length / 2));
    byte[] flipped = parquet.clone();
    Arrays.fill(flipped, 40, 400, (byte) 0x55);
    write("flipped", flipped);
    write("text", bytes("id\n1\n"));

    TestRun run = project.run();

    assertThat(run.counts(EVENTS).read()).isEqualTo(10_003);
    assertThat(project.rows(EVENTS, "_source.name").stream().distinct())
        .containsExactly("[cut]", "[flipped]", "[good]", "[text]");
    assertThat(project.rows(EVENTS, "_fault").stream().filter(row -> row.equals("[BAD_FILE]")))
        .hasSize(3);
    assertThat(run.published(EVENTS).tallies()).containsEntry("damaged_files", 3L);
  }

  private void declare(String format) {
    declare(format, "changed: fail");
  }

  private void declare(String format, String more) {
    project.file(
        "bronze/events.yml",
        "source: {connection: drop, path: \"*\", format: "
            + format
            + ", settle: 0s, "
            + more
            + "}");
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(project.path("incoming/" + name), bytes);
  }

  private static String numbers(int count) {
    StringBuilder lines = new StringBuilder();
    IntStream.range(0, count).forEach(i -> lines.append(i * 7919).append('\n'));
    return lines.toString();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(bytes(text));
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[] one, byte[] other) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : List.of(one, other)) {
      bytes.write(part);
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
