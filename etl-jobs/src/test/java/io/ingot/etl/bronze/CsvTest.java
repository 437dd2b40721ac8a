package io.ingot.etl.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.ProjectException;
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
            "source: {connection: drop, path: semicolons/*.csv, format: csv, separator: \";\"}");
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
            "[1,Ann, the first,says \"hi\",null]", "[2,plain,null,null]", "[3,null,'single',null]");
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
    assertThat(project.rows("bronze.lines", "id", "_corrupt"))
        .containsExactly("[1,null]", "[2,2,Bob]", "[3,3,Cid,Bern,more]");
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
            .file("bronze/odd.yml", "source: {connection: drop, path: \"*.csv\", format: csv}");
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
  void aHeaderThatCannotBeToldApartIsRefused() {
    TestProject project = TestProject.in(folder);
    declare(project, "twice");
    project.file("incoming/twice/1.csv", "id,name,ID\n1,Ann,2\n");
    declare(project, "unnamed");
    project.file("incoming/unnamed/1.csv", "id,,name\n1,2,3\n");
    declare(project, "reserved");
    project.file("incoming/reserved/1.csv", "id,_Batch\n1,2\n");

    TestRun run = project.run();

    assertThat(run.failure("bronze.twice"))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "Cannot read twice/1.csv: its header has the name ID twice. Correct the file's first"
                + " line.");
    assertThat(run.failure("bronze.unnamed"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("unnamed/1.csv: its header has an empty name");
    assertThat(run.failure("bronze.reserved"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("reserved/1.csv")
        .hasMessageContaining("(_Batch)");

    project.file("incoming/twice/1.csv", "id,name\n1,Ann\n");
    assertThat(project.run("bronze.twice").counts("bronze.twice").read()).isEqualTo(1);
  }

  private static void declare(TestProject project, String name) {
    project.file(
        "bronze/" + name + ".yml",
        "source: {connection: drop, path: \"" + name + "/*\", format: csv}");
  }
}
