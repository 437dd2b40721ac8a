package io.ingot.etl;

import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.run.Stage;
import io.ingot.core.run.StageProvider;
import io.ingot.etl.bronze.BronzeStage;
import io.ingot.etl.gold.GoldStage;
import io.ingot.etl.silver.SilverStage;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The stages of bronze, silver and gold tables. */
public final class EtlStages implements StageProvider {
  private static final Map<Class<? extends Table>, Function<Table, Stage>> KINDS =
      Map.of(
          BronzeTable.class, table -> new BronzeStage((BronzeTable) table),
          SilverTable.class, table -> new SilverStage((SilverTable) table),
          GoldTable.class, table -> new GoldStage((GoldTable) table));

  @Override
  public Optional<Stage> stage(Table table) {
    return Optional.ofNullable(KINDS.get(table.getClass())).map(kind -> kind.apply(table));
  }
}
