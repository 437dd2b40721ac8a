package io.ingot.etl.silver;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Counts;
import io.ingot.core.testkit.TestProject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private static final String COLUMNS =
      """
      from: bronze.customer
      columns:
        id:   {type: int, key: true}
        name: {type: string, required: true}
        note: {type: string}
        at:   {type: date, required: true}
        op:   {type: string}
      """;
  private static final String WRITE =
      "write: {mode: scd2, order_by: at, delete_when: \"op = 'd'\", track: [name]}\n";

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void declare() {
    project =
        TestProject.in(folder)
            .file(
                "bronze/customer.yml",
                "source: {connection: drop, path: \"*.csv\", format: csv, settle: 0s}")
            .file("silver/history.yml", COLUMNS + WRITE);
  }

  @Test
  void aLateChangeIsPutWhereItBelongs() {
    project.file(
        "incoming/a.csv",
        """
        id,name,note,at,op
        1,a,x,1998-01-01,u
        1,a,y,1998-01-10,u
        2,a,x,1998-01-05,u
        3,a,x,1998-01-01,u
        3,a,y,1998-01-02,u
        3,b,z,1998-01-03,u
        4,a,x,1998-01-01,u
        4,,,1998-01-05,d
        5,a,x,1998-01-01,u
        5,b,x,1998-01-01,u
        6,a,x,1998-01-01,u
        6,b,x,1998-01-02,u
        6,a,y,1998-01-03,u
        7,a,x,,u
        """);
    assertThat(project.run().counts("silver.history")).isEqualTo(new Counts(14, 12, 1, 1));
    assertThat(history())
        .containsExactly(
            "[1,a,y,1998-01-01,null,true,false,2]",
            "[2,a,x,1998-01-05,null,true,false,null]",
            "[3,a,y,1998-01-01,1998-01-03,false,false,2]",
            "[3,b,z,1998-01-03,null,true,false,null]",
            "[4,a,x,1998-01-01,1998-01-05,false,false,null]",
            "[4,null,null,1998-01-05,null,false,true,null]",
            "[5,b,x,1998-01-01,null,true,false,null]",
            "[6,a,x,1998-01-01,1998-01-02,false,false,null]",
            "[6,a,y,1998-01-03,null,true,false,null]",
            "[6,b,x,1998-01-02,1998-01-03,false,false,null]");
    assertThat(project.rows("quarantine.history", "errors.rule[0]", "errors.column[0]"))
        .containsExactly("[REQUIRED,at]");

    project.file(
        "incoming/b.csv",
        """
        id,name,note,at,op
        1,b,z,1998-01-05,u
        2,b,w,1998-01-01,u
        3,a,between,1998-01-02,u
        4,b,late,1998-01-03,u
        6,,,1998-01-02,d
        """);
    assertThat(project.run().counts("silver.history")).isEqualTo(new Counts(5, 5, 0, 0));
    assertThat(history())
        .containsExactly(
            "[1,a,x,1998-01-01,1998-01-05,false,false,null]",
            "[1,a,y,1998-01-10,null,true,false,null]",
            "[1,b,z,1998-01-05,1998-01-10,false,false,null]",
            "[2,a,x,1998-01-05,null,true,false,null]",
            "[2,b,w,1998-01-01,1998-01-05,false,false,null]",
            "[3,a,between,1998-01-01,1998-01-03,false,false,2]",
            "[3,b,z,1998-01-03,null,true,false,null]",
            "[4,a,x,1998-01-01,1998-01-03,false,false,null]",
            "[4,b,late,1998-01-03,1998-01-05,false,false,null]",
            "[4,null,null,1998-01-05,null,false,true,null]",
            "[5,b,x,1998-01-01,null,true,false,null]",
            "[6,a,x,1998-01-01,1998-01-02,false,false,null]",
            "[6,a,y,1998-01-03,null,true,false,null]",
            "[6,null,null,1998-01-02,1998-01-03,false,true,null]");

    project.file(
        "incoming/c.csv",
        "id,name,note,at,op\n3,a,x,1998-01-01,u\n4,c,back,1998-01-09,u\n6,,,1998-01-02,d\n"
            + "1,a,y,1998-01-10,u\n");
    assertThat(project.run().counts("silver.history")).isEqualTo(new Counts(4, 4, 0, 0));
    assertThat(changed("silver.history"))
        .containsExactlyInAnyOrder(
            "[4,1998-01-05,update_preimage]",
            "[4,1998-01-05,update_postimage]",
            "[4,1998-01-09,insert]");
  }

  @Test
  void aNewColumnIsNullInVersionsFromBeforeWhetherItMakesVersionsOrNot() {
    project.file(
        "incoming/a.csv",
        "id,name,note,at,op\n1,a,x,1998-01-01,u\n1,a,y,1998-01-03,u\n2,a,x,1998-01-01,u\n");
    project.run();
    project.file(
        "silver/history.yml",
        COLUMNS
            + "  grade: {type: int}\n  remark: {type: string, from: note}\n"
            + WRITE.replace("[name]", "[name, grade]"));
    project.file(
        "incoming/b.csv",
        "id,name,note,at,op,grade\n1,a,late,1998-01-02,u,\n1,a,,1998-01-04,u,5\n3,a,,1998-01-01,u,6\n");

    assertThat(project.run().counts("silver.history")).isEqualTo(new Counts(3, 3, 0, 0));
    assertThat(
            project.rows(
                "silver.history",
                "id",
                "grade",
                "_valid_from",
                "_valid_to",
                "_current",
                "transform(_repeats, r -> nvl(r.remark, '-'))"))
        .containsExactly(
            "[1,5,1998-01-04,null,true,null]",
            "[1,null,1998-01-01,1998-01-04,false,WrappedArray(-, late, -)]",
            "[2,null,1998-01-01,null,true,null]",
            "[3,6,1998-01-01,null,true,null]");
  }

  @Test
  void withoutAnOrderTheTimeOfExtractionTellsFromWhenARowIsValid() {
    project
        .file(
            "silver/history.yml",
            "from: bronze.customer\ncolumns: {id: {type: int, key: true}, name: {type: string}}\n"
                + "write: {mode: scd2}\n")
        .file("incoming/a.csv", "id,name\n1,a\n2,a\n");
    project.run();
    project.file("incoming/b.csv", "id,name\n1,b\n2,a\n");
    project.run();

    assertThat(
            project.rows(
                "silver.history", "id", "name", "_current", "_valid_to > _valid_from", "_batch"))
        .containsExactly("[1,a,false,true,0]", "[1,b,true,null,1]", "[2,a,true,null,1]");
  }

  private List<String> history() {
    return project.rows(
        "silver.history",
        "id",
        "name",
        "note",
        "_valid_from",
        "_valid_to",
        "_current",
        "_deleted",
        "size(_repeats)");
  }

  private List<String> changed(String table) {
    return project
        .lake()
        .spark()
        .read()
        .option("readChangeFeed", "true")
        .option("startingVersion", project.version(table))
        .format("delta")
        .load(project.path("lake/" + table.replace('.', '/')).toString())
        .select("id", "_valid_from", "_change_type")
        .collectAsList()
        .stream()
        .map(Object::toString)
        .toList();
  }
}
