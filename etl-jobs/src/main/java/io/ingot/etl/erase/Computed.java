package io.ingot.etl.erase;

import io.ingot.core.project.FeatureView;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.Table;

/** Tables that follow from others, so that they can be computed anew without the subject. */
final class Computed {
  private Computed() {}

  static boolean is(Table table) {
    return table instanceof GoldTable || table instanceof FeatureView;
  }
}
