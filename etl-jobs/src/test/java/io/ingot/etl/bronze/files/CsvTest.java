package io.ingot.etl.bronze.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.SourceException;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
  @TempDir Path folder;

  @Test
  void fieldsGoToTheColumnsThatTheirOwnHeaderNames() throws IOException {
    TestProject project = TestProject.in(folder);
    declare(project, "ordered");
    project
        .file("incoming/ordered/1.csv", "id,name\n1,Ann\n")
        .file("incoming/ordered/2.csv", "name,id,city\nBob,2,Bern\n")
        .file("incoming/ordered/3.csv", "NAME,id\nCid,3\n");
    declare(project, "quoted");
    project.file(
        "incoming/quoted/1.csv",
        """
        \uFEFFid,"the name",note
        1,"Ann, the first","says ""hi\"""
        2,plain,
        3,"",'single'
        """
            .replace("the name", "the_name"));
    project
        .file("incoming/semicolons/1.csv", "id;price\n1;3,50\n")
        .file(
            "bronze/semicolons.yml",
            "source: {connection: drop, path: semicolons/*.csv, format: csv, settle: 0s, csv:"
                + " {separator: \";\"}}");
    declare(project, "packed");
    Files.createDirectories(project.path("incoming/packed"));
    try (GZIPOutputStream packed =
        new GZIPOutputStream(Files.newOutputStream(project.path("incoming/packed/1.csv.gz")))) {
      packed.write("id,name\n1,Ann\n".getBytes(StandardCharsets.UTF_8));
    }

    project.run();

    assertThat(project.rows("bronze.ordered", "id", "name", "city", "_corrupt"))
        .containsExactly("[1,Ann,null,null]", "[2,Bob,Bern,null]", "[3,Cid,null,null]");
    assertThat(project.rows("bronze.quoted", "id", "the_name", "note", "_corrupt"))
        .containsExactly(
            "[1,Ann, the first,says \"hi\",null]", "[2,plain,null,null]", "[3,,'single',null]");
    assertThat(project.rows("bronze.semicolons", "id", "price")).containsExactly("[1,3,50]");
    assertThat(project.rows("bronze.packed", "id", "name", "_source.name"))
        .containsExactly("[1,Ann,packed/1.csv.gz]");
  }

  @Test
  void aLineOfTooFewOrTooManyFieldsIsKeptAsItWasAndCounted() {
    TestProject project = TestProject.in(folder);
    declare(project, "lines");
    project.file("incoming/lines/1.csv", "id,name,city\n1,Ann,Bern\n2,Bob\n\n3,Cid,Bern,more\n");

    TestRun run = project.run();

    assertThat(run.counts("bronze.lines").read()).isEqualTo(3);
    assertThat(run.counts("bronze.lines").written()).isEqualTo(3);
    assertThat(project.rows("bronze.lines", "id", "name", "_fault", "_corrupt"))
        .containsExactly(
            "[1,Ann,null,null]",
            "[null,null,FIELD_COUNT,2,Bob]",
            "[null,null,FIELD_COUNT,3,Cid,Bern,more]");
  }

  @Test
  void filesWithoutARecordAreNoHindrance() {
    TestProject project = TestProject.in(folder);
    declare(project, "some");
    project
        .file("incoming/some/blank.csv", "\n  \n")
        .file("incoming/some/header.csv", "id,more\n")
        .file("incoming/some/good.csv", "id\n1\n")
        .file("incoming/some/late_header.csv", "\n\nid\n2\n");
    declare(project, "none");
    project.file("incoming/none/blank.csv", "\n");

    TestRun run = project.run();

    assertThat(project.rows("bronze.some", "id", "more", "_source.name"))
        .containsExactly("[1,null,some/good.csv]", "[2,null,some/late_header.csv]");
    assertThat(run.counts("bronze.none").read()).isZero();
    assertThat(project.run().outcome("bronze.none").word()).isEqualTo("unchanged");
  }

  @Test
  void aFileIsFoundWhateverItsName() throws IOException {
    TestProject project =
        TestProject.in(folder)
            .file(
                "ingot.yml",
                """
                name: test
                lake: lake
                connections:
                  drop: {type: files, root: "in box+100%é [x]"}
                """)
            .file(
                "bronze/odd.yml",
                "source: {connection: drop, path: \"*.csv\", format: csv, settle: 0s}");
    String[] names = {
      "a b.csv", "a+b.csv", "100%.csv", "a%20b.csv", "Zürich 東京.csv", "a[1].csv", "a1.csv",
      "a{1,2}.csv", "a*.csv", "a?.csv", "a'b.csv", "a=b.csv", "a,b.csv", "a#b.csv"
    };
    for (String name : names) {
      project.file("in box+100%é [x]/" + name, "id\n" + name.replace(",", ";") + "\n");
    }

    TestRun run = project.run();

    assertThat(run.counts("bronze.odd").read()).isEqualTo(names.length);
    assertThat(project.rows("bronze.odd", "replace(id, ';', ',') = _source.name"))
        .hasSize(names.length)
        .containsOnly("[true]");
    project.lake().files().delete("files");
    assertThat(project.run().outcome("bronze.odd").word()).isEqualTo("unchanged");
  }

  @Test
  void aFileWhoseHeaderCannotBeToldApartIsSetAsideAndNamed() {
    TestProject project = TestProject.in(folder);
    declare(project, "heads", "damaged: 90%");
    project
        .file("incoming/heads/good.csv", "id,name\n1,Ann\n")
        .file("incoming/heads/twice.csv", "id,name,ID\n1,Ann,2\n")
        .file("incoming/heads/unnamed.csv", "id,,name\n1,2,3\n")
        .file("incoming/heads/reserved.csv", "id,_Batch\n1,2\n")
        .file("incoming/heads/same.csv", "a b,a_b\n1,2\n");
    declare(project, "strict", "damaged: 0%");
    project.file("incoming/strict/1.csv", "id,name,ID\n1,Ann,2\n");

    TestRun run = project.run();

    assertThat(project.rows("bronze.heads", "id", "name", "_source.name", "_corrupt"))
        .containsExactly(
            "[1,Ann,heads/good.csv,null]",
            "[null,null,heads/reserved.csv,damaged file: it has columns of the names that Ingot"
                + " adds (_Batch)]",
            "[null,null,heads/same.csv,damaged file: its columns 'a b' and 'a_b' would both be"
                + " a_b]",
            "[null,null,heads/twice.csv,damaged file: it has the column ID twice]",
            "[null,null,heads/unnamed.csv,damaged file: it has a column without a name]");
    assertThat(run.published("bronze.heads").tallies()).containsEntry("damaged_files", 4L);
    assertThat(run.failure("bronze.strict"))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "Cannot take drop/strict/*: 1 of 1 file is damaged, more than the 0% that may be set"
                + " aside: strict/1.csv (it has the column ID twice). Nothing was taken. Mend or"
                + " remove them, or raise 'damaged' of the source.");

    project.file("incoming/strict/1.csv", "id,name\n1,Ann\n");
    assertThat(project.run("bronze.strict").counts("bronze.strict").read()).isEqualTo(1);
    assertThat(project.run("bronze.heads").outcome("bronze.heads").word()).isEqualTo("unchanged");
  }

  @Test
  void aDialectIsReadAsDeclared() throws IOException {
    TestProject project = TestProject.in(folder);
    declare(project, "dialect", "csv: {separator: '\\t', quote: \"'\", escape: '!'}");
    project.file("incoming/dialect/1.csv", "id\t'na me'\n1\t'it!'s\ta \"tab\"'\n");
    declare(project, "headless", "csv: {columns: [id, name]}");
    project
        .file("incoming/headless/1.csv", "1,Ann\n2,Bob\n")
        .file("incoming/headless/2.csv", "\uFEFF3,Cid\n4\n");
    declare(project, "latin", "csv: {encoding: ISO-8859-1}");
    write(project, "latin/1.csv", "id,größe\n1,Zürich\n".getBytes(StandardCharsets.ISO_8859_1));
    declare(project, "wide", "csv: {encoding: UTF-16, separator: ;}");
    write(project, "wide/1.csv", "id;name\n1;Zoë\n2;ਊ\n3\n".getBytes(StandardCharsets.UTF_16));

    project.run();

    assertThat(project.rows("bronze.dialect", "id", "na_me"))
        .containsExactly("[1,it's\ta \"tab\"]");
    assertThat(project.rows("bronze.headless", "id", "name", "_corrupt"))
        .containsExactly("[1,Ann,null]", "[2,Bob,null]", "[3,Cid,null]", "[null,null,4]");
    assertThat(project.rows("bronze.latin", "id", "`größe`")).containsExactly("[1,Zürich]");
    assertThat(project.rows("bronze.wide", "id", "name", "_corrupt"))
        .containsExactly("[1,Zoë,null]", "[2,ਊ,null]", "[null,null,3]");
  }

  @Test
  void whatATableCannotHoldInANameBecomesAnUnderscore() {
    TestProject project = TestProject.in(folder);
    declare(project, "names", "csv: {separator: '|'}");
    project.file("incoming/names/1.csv", "order date|a,b;c|{d}(e)=f|g.h|%\n1|2|3|4|5\n");

    project.run();

    assertThat(project.rows("bronze.names", "order_date", "a_b_c", "`_d__e__f`", "`g.h`", "`%`"))
        .containsExactly("[1,2,3,4,5]");
  }

  private static void write(TestProject project, String name, byte[] bytes) throws IOException {
    Path file = project.path("incoming/" + name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static void declare(TestProject project, String name) {
    declare(project, name, "changed: again");
  }

  private static void declare(TestProject project, String name, String more) {
    project.file(
        "bronze/" + name + ".yml",
        "source: {connection: drop, path: \""
            + name
            + "/*\", format: csv, settle: 0s, "
            + more
            + "}");
  }
}
