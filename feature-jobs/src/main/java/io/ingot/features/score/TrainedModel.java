package io.ingot.features.score;

import io.ingot.features.prepare.PreparationParameters;
import java.util.Optional;
import org.apache.spark.ml.PipelineModel;

/**
 * A model with what is told of it.
 *
 * @param model preparation and model in one pipeline
 * @param prepared what the preparation learned; empty where there is none
 */
record TrainedModel(
    PipelineModel model, Optional<PreparationParameters> prepared, ModelReport report) {}
