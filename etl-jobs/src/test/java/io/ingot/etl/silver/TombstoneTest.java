package io.ingot.etl.silver;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Counts;
import io.ingot.core.testkit.TestProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TombstoneTest {
  @TempDir Path folder;

  @Test
  void aDeletedKeyStaysDeletedUntilSomethingNewerComesAndOnlyItsKeyIsAsked() {
    TestProject project =
        TestProject.in(folder)
            .file(
                "bronze/order.yml",
                "source: {connection: drop, path: \"*.csv\", format: csv, settle: 0s}")
            .file(
                "silver/order.yml",
                """
                from: bronze.order
                columns:
                  id:    {type: int, key: true}
                  line:  {type: int, key: true}
                  at:    {type: date}
                  op:    {type: string}
                  price: {type: int, required: true, min: 0}
                write: {mode: merge, order_by: at, delete_when: "op = 'd' OR price = 999"}
                """)
            .file(
                "incoming/a.csv",
                """
                id,line,at,op,price
                1,1,1998-01-01,u,5
                2,1,1998-01-01,u,5
                3,1,1998-01-05,d,
                4,1,1998-01-01,u,
                5,1,1998-01-01,u,999
                """);
    assertThat(project.run().counts("silver.order")).isEqualTo(new Counts(5, 4, 0, 1));
    assertThat(project.rows("silver.order", "id", "at", "price", "_deleted"))
        .containsExactly(
            "[1,1998-01-01,5,false]",
            "[2,1998-01-01,5,false]",
            "[3,1998-01-05,null,true]",
            "[5,1998-01-01,999,true]");

    project.file(
        "incoming/b.csv",
        """
        id,line,at,op,price
        1,1,1998-01-03,d,-1
        2,1,1998-01-02,u,7
        2,1,1998-01-01,u,6
        2,1,1998-01-01,u,8
        3,1,1998-01-04,u,7
        ,1,1998-01-04,d,7
        4,,1998-01-04,d,7
        """);
    assertThat(project.run().counts("silver.order")).isEqualTo(new Counts(7, 3, 2, 2));
    assertThat(project.rows("quarantine.order", "errors.rule", "batch"))
        .contains("[WrappedArray(NULL_KEY),1]");
    assertThat(project.rows("silver.order", "id", "at", "price", "_deleted"))
        .containsExactly(
            "[1,1998-01-03,-1,true]",
            "[2,1998-01-02,7,false]",
            "[3,1998-01-05,null,true]",
            "[5,1998-01-01,999,true]");

    project.file("incoming/c.csv", "id,line,at,op,price\n1,1,1998-01-02,u,9\n3,1,1998-01-06,u,8\n");
    project.run();
    assertThat(project.rows("silver.order", "id", "at", "price", "_deleted"))
        .containsExactly(
            "[1,1998-01-03,-1,true]",
            "[2,1998-01-02,7,false]",
            "[3,1998-01-06,8,false]",
            "[5,1998-01-01,999,true]");
  }
}
