package io.ingot.features;

import io.ingot.core.project.FeatureView;
import io.ingot.core.project.Table;
import io.ingot.core.run.Stage;
import io.ingot.core.run.StageProvider;
import java.util.Optional;

/** The stages of feature views. */
public final class FeatureStages implements StageProvider {
  @Override
  public Optional<Stage> stage(Table table) {
    return table instanceof FeatureView view
        ? Optional.of(new FeatureStage(view))
        : Optional.empty();
  }
}
