package io.ingot.features.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Augmentation;
import io.ingot.core.project.FeatureYaml;
import io.ingot.core.testkit.Lakes;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AugmentingTest {
  private static final String TEXT = "Fresh bread, (2 l) milk!";

  @Test
  void eachWayChangesOneWordAndLeavesWhatIsBetween() {
    assertThat(outcomes("by: [delete]", TEXT))
        .containsExactlyInAnyOrder(
            "bread, (2 l) milk!",
            "Fresh 2 l) milk!",
            "Fresh bread, (l) milk!",
            "Fresh bread, (2 milk!",
            "Fresh bread, (2 l!");
    assertThat(outcomes("by: [swap]", TEXT))
        .containsExactlyInAnyOrder(
            "bread Fresh, (2 l) milk!",
            "Fresh 2, (bread l) milk!",
            "Fresh bread, (l 2) milk!",
            "Fresh bread, (2 milk) l!");
    assertThat(outcomes("by: [replace], synonyms: {BREAD: rolls, milk: milk}", TEXT))
        .containsExactly("Fresh rolls, (2 l) milk!");
    assertThat(outcomes("by: [insert], synonyms: {bread: rolls, 牛: 奶}", "bread 牛肉"))
        .containsExactlyInAnyOrder("bread rolls 牛肉", "bread 牛奶肉");
  }

  @Test
  void aTextThatNoWayCanChangeHasNoTwin() {
    for (String text : List.of("", " -- ", "bread")) {
      assertThat(outcomes("by: [delete, swap]", text)).as(text).isEmpty();
    }
    assertThat(outcomes("by: [swap]", "no no no")).isEmpty();
    assertThat(outcomes("by: [replace, delete], synonyms: {bread: rolls}", "bread"))
        .containsExactly("rolls");
  }

  @Test
  void aShareOfTheTrainingRowsGetsTwinsHoweverTheRowsAreParted(@TempDir Path folder) {
    Lake lake = Lakes.in(folder);
    Dataset<Row> rows =
        lake.spark()
            .sql(
                "SELECT i AS id, IF(i % 4 = 3, 'validation', 'train') AS _split, CASE WHEN i % 10 ="
                    + " 0 THEN null ELSE concat('word ', i, ' more') END AS note, map('a', i) AS"
                    + " extra, array(named_struct('m', map('a', i))) AS deep FROM range(0, 4000, 1,"
                    + " 3) AS r(i)");
    Augmentation terms = terms("share: 30%");

    Dataset<Row> augmented = Augmenting.of(rows, terms, 1).persist();

    assertThat(texts(augmented.filter("NOT _augmented").drop("_augmented"))).isEqualTo(texts(rows));
    Dataset<Row> twins = augmented.filter("_augmented");
    // 2600 rows train and have a text; three standard deviations of a chance of 30%.
    assertThat(twins.count()).isBetween(710L, 850L);
    assertThat(
            twins
                .filter("_split <> 'train' OR note IS NULL OR note = concat('word ', id, ' more')")
                .count())
        .isZero();
    assertThat(twins.select("id").distinct().count()).isEqualTo(twins.count());
    assertThat(texts(Augmenting.of(rows.repartition(7).orderBy("note"), terms, 1)))
        .isEqualTo(texts(augmented));
    assertThat(texts(Augmenting.of(rows, terms, 2))).isNotEqualTo(texts(augmented));
    augmented.unpersist();
  }

  @Test
  void whatCannotBeAugmentedIsTold(@TempDir Path folder) {
    Dataset<Row> rows = Lakes.rows(Lakes.in(folder), "_split, notes, id", "('train', 'a', 1)");

    assertThatThrownBy(() -> Augmenting.of(rows, terms("share: 1"), 0))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot augment column 'note', which the rows do not have. Did you mean 'notes'?");
    assertThatThrownBy(
            () -> Augmenting.of(rows.withColumnRenamed("id", "note"), terms("share: 1"), 0))
        .hasMessageContaining("it is INT");
  }

  /** All that comes out of a text, by many seeds. */
  private static Set<String> outcomes(String how, String text) {
    Rewording rewording = new Rewording(terms(how));
    return LongStream.range(0, 200)
        .mapToObj(seed -> rewording.changed(text, seed))
        .flatMap(changed -> changed.stream())
        .collect(Collectors.toSet());
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private static Augmentation terms(String terms) {
    return FeatureYaml.service(
            "offers",
            "features: [\"activity:*\"]\ntraining:\n  augment: {column: note, " + terms + "}\n")
        .training()
        .augment()
        .orElseThrow();
  }
}
