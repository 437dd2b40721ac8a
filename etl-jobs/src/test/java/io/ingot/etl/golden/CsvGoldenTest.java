package io.ingot.etl.golden;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ProjectException;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bad CSV, by the rows of the table of bad input: each file in sight, and what becomes of it. Rows
 * 43 to 45, which are about whole files, are shown by {@code FilesOnceTest}: {@code
 * hiddenAndEmptyFilesAreToldByNameAndCounted}, {@code
 * everyFileIsTakenOnceAndAgainOnlyWhenItChanged}, {@code
 * aFileThatIsReplacedWhileItIsReadIsNoticed}, {@code
 * aFileThatWasDeliveredByAnotherNameIsTakenOnceWhereTheSourceSaysSo} and {@code
 * aFileWaitsUntilItWasLeftAloneForAsLongAsDeclared}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CsvGoldenTest {
  private static final int LONG = 3 << 20;

  private BadInput input;

  @BeforeAll
  void carryAllFilesToSilver(@TempDir Path folder) throws Exception {
    input =
        BadInput.run(
            folder,
            "csv",
            "id",
            """
            columns:
              id:     {type: int, required: true}
              name:   {type: string}
              amount: {type: "decimal(8,2)", required: true}
            """,
            "id name amount",
            cases());
  }

  private static List<Case> cases() throws Exception {
    List<Case> cases = new ArrayList<>();
    cases.add(
        Case.of(
                6,
                "too few and too many fields",
                "id,name,amount\n601,Ann,1.00\n602,Bob\n603,Cid,3,4\n")
            .accepts("601,Ann,1.00")
            .refuses("FIELD_COUNT *", "602,Bob")
            .refuses("FIELD_COUNT *", "603,Cid,3,4"));
    cases.add(
        Case.of(7, "columns in another order", "amount,id,name\n7.50,701,Ann\n")
            .accepts("701,Ann,7.50"));
    cases.add(
        Case.of(8, "a column more", "id,name,amount,city\n801,Ann,1.00,Bern\n")
            .accepts("801,Ann,1.00"));
    cases.add(
        Case.of(9, "a column less", "id,name\n901,Ann\n").refuses("REQUIRED amount", "\"901\""));
    cases.add(
        Case.of(9, "a column twice", "id,name,name,amount\n911,Ann,Bob,1.00\n")
            .refuses("HEADER *", "it has the column name twice"));
    cases.add(
        Case.of(9, "a column twice but for case", "id,Name,NAME,amount\n921,Ann,Bob,1.00\n")
            .refuses("HEADER *", "it has the column NAME twice"));
    cases.add(
        Case.of(9, "a column without a name", "id,,name,amount\n931,Ann,Bob,1.00\n")
            .refuses("HEADER *", "it has a column without a name"));
    cases.add(
        Case.of(10, "a byte order mark", "\uFEFFid,name,amount\n1001,Ann,1.00\n")
            .accepts("1001,Ann,1.00"));
    cases.add(Case.of(11, "an empty file", "\n"));
    cases.add(Case.of(11, "a header only", "id,name,amount\n"));
    cases.add(
        Case.of(12, "a NUL byte", "id,name,amount\n1201,A\0n,1.00\n1202,Bob,2.00\n")
            .accepts("1202,Bob,2.00")
            .refuses("CONTROL_CHAR name", "1201"));
    cases.add(
        Case.of(
                13,
                "a line that is no UTF-8",
                good(1300, 199, bytes("1399,Zo\u00eb,1.00\n", ISO_8859_1)))
            .accepts(numbered(1300, 199))
            .refuses(
                "ENCODING *",
                Base64.getEncoder().encodeToString("1399,Zo\u00eb,1.00".getBytes(ISO_8859_1))));
    cases.add(
        Case.of(15, "UTF-16", "id,name,amount\n1501,Ann,1.00\n".getBytes(UTF_16))
            .refuses("ENCODING *", "damaged file: "));
    cases.add(
        Case.of(
                15,
                "Latin-1 throughout",
                "id,name,amount\n1511,Zo\u00eb,1.00\n1512,Ren\u00e9,1.00\n".getBytes(ISO_8859_1))
            .refuses("ENCODING *", "damaged file: "));
    cases.add(
        Case.of(
                16,
                "a quote that is not closed",
                "id,name,amount\n1601,\"Ann,1.00\n1602,Bob,2.00\n")
            .accepts("1602,Bob,2.00")
            .refuses("QUOTE *", "1601,\"Ann,1.00"));
    cases.add(
        Case.of(
                16,
                "text after a quote",
                "id,name,amount\n1611,\"Ann\"e,1.00\n1612,\"B\"\"b\",2.00\n")
            .accepts("1612,B\"b,2.00")
            .refuses("QUOTE *", "1611,\"Ann\"e,1.00"));
    cases.add(
        Case.of(17, "lines that end in CR", "id,name,amount\r1701,Ann,1.00\r1702,Bob,2.00\r")
            .accepts("1701,Ann,1.00", "1702,Bob,2.00"));
    String huge = "1801," + "x".repeat(LONG) + ",1.00";
    cases.add(
        Case.of(18, "a field of 3 MiB", "id,name,amount\n" + huge + "\n1802,Bob,2.00\n")
            .accepts("1802,Bob,2.00")
            .refuses("OVERSIZE *", sha256(huge)));
    cases.add(
        Case.of(46, "a formula", "id,name,amount\n4601,=cmd|' /C calc'!A0,1.00\n")
            .accepts("4601,=cmd|' /C calc'!A0,1.00"));
    return cases;
  }

  @TestFactory
  Stream<DynamicTest> whatBecomesOfEachFile() {
    return input.tests();
  }

  /** Row 4: Spark's own reader finds none of them when few columns are asked for. */
  @Test
  void corruptRecordsAreFoundWhateverColumnsAreAskedFor() {
    String bronze = "delta.`" + input.project().path("lake/bronze/input") + "`";

    assertThat(
            input
                .project()
                .lake()
                .spark()
                .sql("SELECT _source.name FROM " + bronze + " WHERE _corrupt IS NOT NULL")
                .count())
        .isEqualTo(11);
  }

  /** Row 18: what is kept of it is no burden. */
  @Test
  void anOversizeRecordIsCut() {
    assertThat(
            input
                .project()
                .rows("quarantine.input", "errors[0].rule", "length(raw) < 10000")
                .stream()
                .filter(row -> row.contains("OVERSIZE")))
        .containsExactly("[OVERSIZE,true]");
  }

  /** Row 16, where line breaks inside of quotes are declared. */
  @Test
  void anOpenQuoteDoesNotSwallowTheFileWhereFieldsMayHoldLineBreaks(@TempDir Path folder) {
    TestProject project =
        TestProject.in(folder)
            .file(
                "bronze/notes.yml",
                "source: {connection: drop, path: \"*.csv\", format: csv, settle: 0s, csv:"
                    + " {multi_line: true}}\n")
            .file(
                "silver/notes.yml",
                "from: bronze.notes\ncolumns: {id: {type: int}, note: {type: string}}\n")
            .file("incoming/a.csv", "id,note\n1,\"two\nlines\"\n2,plain\n3,\"open\n4,after\n");

    TestRun run = project.run();

    assertThat(project.rows("silver.notes", "id", "replace(note, '\\n', '/')"))
        .contains("[1,two/lines]", "[2,plain]");
    assertThat(project.rows("quarantine.notes", "errors.rule"))
        .containsOnly("[WrappedArray(QUOTE)]");
    assertThat(run.counts("silver.notes").quarantined()).isPositive();
  }

  /** A file of good lines and one more. */
  private static byte[] good(int first, int count, byte[] more) {
    byte[] lines =
        ("id,name,amount\n"
                + IntStream.range(first, first + count)
                    .mapToObj(id -> id + ",Ann,1.00\n")
                    .filter(line -> !line.startsWith("1399,"))
                    .collect(Collectors.joining()))
            .getBytes(UTF_8);
    byte[] all = new byte[lines.length + more.length];
    System.arraycopy(lines, 0, all, 0, lines.length);
    System.arraycopy(more, 0, all, lines.length, more.length);
    return all;
  }

  private static String[] numbered(int first, int count) {
    return IntStream.range(first, first + count)
        .filter(id -> id != 1399)
        .mapToObj(id -> id + ",Ann,1.00")
        .toArray(String[]::new);
  }

  private static byte[] bytes(String text, java.nio.charset.Charset charset) {
    return text.getBytes(charset);
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }

  /** Rows 3 and 5: without a column for corrupt records, and with those left out. */
  @Test
  void row3AndRow5AReaderThatLosesRowsCannotBeDeclared(@TempDir Path folder) {
    TestProject project =
        TestProject.in(folder)
            .file(
                "bronze/lossy.yml",
                "source: {connection: drop, path: \"*.csv\", format: csv, mode: DROPMALFORMED}\n")
            .file(
                "bronze/blind.yml",
                "source: {connection: drop, path: \"*.csv\", format: csv, corrupt: none}\n")
            .file("silver/own.yml", "from: bronze.blind\ncolumns: {_corrupt: {type: string}}\n");

    assertThatThrownBy(project::load)
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("bronze/lossy.yml:1:56: Unknown key 'mode'.")
        .hasMessageContaining("bronze/blind.yml:1:56: Unknown key 'corrupt'.")
        .hasMessageContaining("silver/own.yml:2:11: ");
  }
}
