package io.ingot.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Project;
import io.ingot.core.testkit.TestProject;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void declare() {
    String sales = "source: {connection: drop, path: '*.csv', format: csv}\n";
    project =
        TestProject.in(folder)
            .file("bronze/sales.yml", sales)
            .file("bronze/shop.yml", sales)
            .file(
                "silver/sales.yml",
                "from: bronze.sales\ncolumns: {id: {type: int}}\ntags: [daily]\n")
            .file("silver/shop.yml", "from: bronze.shop\ncolumns: {id: {type: int}}\n")
            .file("gold/daily_sales.yml", "tags: [daily]\n")
            .file("gold/daily_sales.sql", "SELECT id FROM silver.sales")
            .file("gold/daily_shops.yml", "description: shops\n")
            .file("gold/daily_shops.sql", "SELECT id FROM silver.shop")
            .load();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gold.daily_*             |                | gold.daily_sales gold.daily_shops
          *.shop                   |                | bronze.shop silver.shop
          gold&tag:daily           |                | gold.daily_sales
          +gold.daily_sales&silver |                | silver.sales
          tag:daily !gold          |                | silver.sales
          !gold !silver            |                | bronze.sales bronze.shop
          silver.shop+             | gold.daily_sh* | silver.shop
          gold,silver              | +tag:daily     | silver.shop gold.daily_shops
          bronze.sh?p              |                | bronze.shop
          """)
  void wordsAddUpMeetAndTakeAway(String words, String without, String tables) {
    assertThat(selected(words, without == null ? "" : without)).isEqualTo(tables);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          silver.sale     | Did you mean 'silver.sales'?
          silvr           | Did you mean 'silver'?
          tag:dayly       | Did you mean 'daily'?
          gold.weekly_*   | no table's name is like that
          state:chnged    | Did you mean 'changed'?
          silver !gold.x  | Cannot select gold.x
          """)
  void aWordThatNamesNothingIsToldWithTheNearestRightOne(String words, String told) {
    assertThatThrownBy(() -> selected(words, ""))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining(told);
  }

  @Test
  void whereNoLakeIsLookedAtThereIsNoState() {
    assertThatThrownBy(() -> selected("state:failed", ""))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("Name the tables");
  }

  private String selected(String words, String without) {
    return Selection.of(words).without(without).in(project).stream()
        .map(Object::toString)
        .collect(Collectors.joining(" "));
  }
}
