package io.ingot.etl.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are damaged as a whole, by the rows of the table of bad input. Rows 49 and 50 are
 * about sources without files. 49: {@code PostgresWindowTest.valuesKeepTheirTypes}, {@code
 * MariaWindowTest.valuesKeepEveryDigitAndWhatNoTypeHoldsIsRefused} and {@code
 * JdbcPolicyTest.aTimeWithoutAZoneKeepsItsTypeAndIsReadInTheZoneDeclared}, and {@code
 * OddTypesTest}. 50: {@code WalkTest.whatIsNoJsonPageIsRefused}, {@code
 * WalkTest.listsThatNeverEndAreToldAndNotFollowed}, {@code
 * ApiTest.aStormOfRefusalsIsWaitedOutAsTheServerAsksAndCountsAsNoTry} and {@code
 * RestExtractorTest.anAnswerThatIsNoPageChangesNothing}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilesGoldenTest {
  private static final int LONG = 40 << 20;

  private TestProject project;
  private SparkSession spark;
  private TestRun run;

  @BeforeAll
  void carryAllFilesToSilver(@TempDir Path folder) throws IOException {
    project = TestProject.in(folder);
    spark = project.lake().spark();
    declare("packed", "*", "csv", "{id: {type: int, required: true}, note: {type: string}}");
    byte[] whole = gzip(lines(3500, 2000));
    write("packed/35_cut.csv.gz", Arrays.copyOf(whole, whole.length / 2));
    byte[] flipped = whole.clone();
    flipped[flipped.length / 2] ^= 0x10;
    write("packed/35_flipped.csv.gz", flipped);
    write("packed/35_text.csv.gz", "id,note\n1,a\n".getBytes(UTF_8));
    write("packed/36_packed.csv", gzip("id,note\n2,a\n"));
    write("packed/37_bomb.csv.gz", gzip("id,note\n3," + "0".repeat(LONG) + "\n4,after\n"));
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(gzip("id,note\n3801,first\n"));
    members.write(gzip("3802,second\n"));
    write("packed/38_members.csv.gz", members.toByteArray());

    declare(
        "typed",
        "*.parquet",
        "parquet",
        "{id: {type: bigint, required: true}, price: {type: \"decimal(8,2)\", required: true}}");
    parquet("typed/39_long", "3901L AS id, 1.50BD AS price");
    parquet("typed/39_small", "3902 AS id, 2.50BD AS price");
    parquet("typed/39_text", "'3903' AS id, 3.50BD AS price");
    parquet("typed/40_renamed", "4001L AS id, 1.50BD AS cost");
    parquet("typed/41_cut", "4101L AS id, 1.50BD AS price");
    Path cut = project.path("incoming/typed/41_cut.parquet");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), (int) Files.size(cut) / 2));
    write("typed/41_nothing.parquet", new byte[0]);

    declare(
        "timed",
        "*.parquet",
        "parquet",
        "{id: {type: int}, at: {type: timestamp, min: 0001-01-01, required: true}}");
    String recent = "TIMESTAMP'1950-06-01 12:34:56.123456' AS at";
    String ancient = "TIMESTAMP'1500-03-01 00:00:00' AS at";
    times("timed/42_int96", "INT96", "CORRECTED", "4201 AS id, " + recent);
    times("timed/42_micros", "TIMESTAMP_MICROS", "CORRECTED", "4202 AS id, " + recent);
    times("timed/42_julian", "TIMESTAMP_MICROS", "LEGACY", "4203 AS id, " + ancient);
    times("timed/42_gregorian", "TIMESTAMP_MICROS", "CORRECTED", "4204 AS id, " + ancient);
    times("timed/42_julian96", "INT96", "LEGACY", "4206 AS id, " + ancient);
    nanoseconds("timed/42_nanos", 4205, 1_700_000_000_123_456_789L);
    run = project.run();
  }

  @Test
  void row35AndRow36AFileWhosePackingIsDamagedOrUntrueIsSetAsideWhole() {
    assertThat(refused("packed").filter(row -> row.matches(".*3[56]_.*")))
        .containsExactlyInAnyOrder(
            "[packed/35_cut.csv.gz,BAD_FILE *,true]",
            "[packed/35_flipped.csv.gz,BAD_FILE *,true]",
            "[packed/35_text.csv.gz,BAD_FILE *,true]",
            "[packed/36_packed.csv,BAD_FILE *,true]");
    assertThat(project.rows("silver.packed", "id")).doesNotContain("[1]", "[2]", "[3500]");
  }

  @Test
  void row37AFileThatUnpacksToFarMoreThanARecordMayHoldIsNotKeptWhole() {
    assertThat(refused("packed").filter(row -> row.contains("37_")))
        .allMatch(
            row -> row.matches("\\[packed/37_bomb.csv.gz,(OVERSIZE|BAD_FILE) \\*,(true|false)]"))
        .hasSize(1);
    assertThat(project.rows("quarantine.packed", "length(raw) < 10000")).containsOnly("[true]");
  }

  @Test
  void row38AllMembersOfAPackedFileAreRead() {
    assertThat(project.rows("silver.packed", "id", "note"))
        .contains("[3801,first]", "[3802,second]");
  }

  @Test
  void row39TypesOfFilesWidenAndOneThatDoesNotFitIsSetAside() {
    assertThat(project.rows("silver.typed", "id", "price"))
        .containsExactly("[3901,1.50]", "[3902,2.50]");
    assertThat(refused("typed")).contains("[typed/39_text.parquet,BAD_FILE *,true]");
  }

  @Test
  void row40AColumnThatWasRenamedIsMissedAndNotTakenForNull() {
    assertThat(refused("typed").filter(row -> row.contains("40_")))
        .containsExactly("[typed/40_renamed.parquet,REQUIRED price,false]");
  }

  @Test
  void row41AFileThatIsCutOffIsSetAsideAndOneWithoutAByteIsTold() {
    assertThat(refused("typed")).contains("[typed/41_cut.parquet,BAD_FILE *,true]");
    assertThat(run.published("bronze.typed").tallies()).containsEntry("empty_files", 1L);
  }

  @Test
  void row42TimesOfOldFormatsAreTheSameMoment() {
    assertThat(project.rows("silver.timed", "id", "at"))
        .containsExactly(
            "[4201,1950-06-01 12:34:56.123456]",
            "[4202,1950-06-01 12:34:56.123456]",
            "[4203,1500-03-01 00:00:00.0]",
            "[4204,1500-03-01 00:00:00.0]",
            "[4206,1500-03-01 00:00:00.0]");
    assertThat(refused("timed")).containsExactly("[timed/42_nanos.parquet,BAD_FILE *,true]");
  }

  /** By file and reasons, and whether it is said that the file is damaged. */
  private Stream<String> refused(String table) {
    return project
        .rows(
            "quarantine." + table,
            "source.name",
            "concat_ws(', ', transform(errors, e -> concat(e.rule, ' ', e.column)))",
            "raw LIKE 'damaged file: %'")
        .stream();
  }

  private void declare(String name, String files, String format, String columns) {
    project
        .file(
            "bronze/" + name + ".yml",
            "source: {connection: drop, path: \"%s/%s\", format: %s, settle: 0s, damaged: 90%%}\n"
                .formatted(name, files, format))
        .file("silver/" + name + ".yml", "from: bronze.%s\ncolumns: %s\n".formatted(name, columns));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = project.path("incoming/" + name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  /** A file whose times are of a format and a calendar. */
  private void times(String name, String format, String calendar, String columns)
      throws IOException {
    Map<String, String> settings =
        Map.of(
            "spark.sql.parquet.outputTimestampType", format,
            "spark.sql.parquet.int96RebaseModeInWrite", calendar,
            "spark.sql.parquet.datetimeRebaseModeInWrite", calendar);
    settings.forEach((key, value) -> spark.conf().set(key, value));
    try {
      parquet(name, columns);
    } finally {
      settings.keySet().forEach(spark.conf()::unset);
    }
  }

  private void parquet(String name, String columns) throws IOException {
    Path written = project.path("written/" + name);
    spark.sql("SELECT " + columns).coalesce(1).write().parquet(written.toString());
    Path file = project.path("incoming/" + name + ".parquet");
    Files.createDirectories(file.getParent());
    try (Stream<Path> parts = Files.list(written)) {
      Files.move(
          parts.filter(part -> part.toString().endsWith(".parquet")).findFirst().orElseThrow(),
          file);
    }
  }

  /** A file with one time in nanoseconds, which Spark neither writes nor reads. */
  private void nanoseconds(String name, int id, long at) throws IOException {
    MessageType columns =
        MessageTypeParser.parseMessageType(
            "message times { required int32 id; required int64 at (TIMESTAMP(NANOS, true)); }");
    Path file = project.path("incoming/" + name + ".parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toString()))
            .withType(columns)
            .build()) {
      writer.write(new SimpleGroupFactory(columns).newGroup().append("id", id).append("at", at));
    }
  }

  /** Lines in which nothing repeats, so that packing hardly helps. */
  private static String lines(int first, int count) {
    Random chance = new Random(first);
    StringBuilder lines = new StringBuilder("id,note\n");
    for (int id = first; id < first + count; id++) {
      lines.append(id).append(',').append(Long.toHexString(chance.nextLong())).append('\n');
    }
    return lines.toString();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
