package io.ingot.features;

import io.ingot.core.cli.Verb;
import io.ingot.core.cli.VerbProvider;
import io.ingot.features.feast.FeastVerb;
import io.ingot.features.online.MaterializeVerb;
import io.ingot.features.online.ServingName;
import io.ingot.features.online.VerifyVerb;
import io.ingot.features.registry.ApplyVerb;
import io.ingot.features.registry.ListVerb;
import io.ingot.features.registry.ShowVerb;
import io.ingot.features.score.ScoreVerb;
import io.ingot.features.score.TrainVerb;
import io.ingot.features.training.TrainsetVerb;
import java.time.Clock;
import java.util.List;

/** The verbs that are about features. */
public final class FeatureVerbs implements VerbProvider {
  @Override
  public List<Verb> verbs() {
    Clock clock = Clock.systemUTC();
    return List.of(
        new ApplyVerb(),
        new ListVerb(),
        new ShowVerb(),
        new TrainsetVerb(clock),
        new TrainVerb(clock),
        new ScoreVerb(clock),
        new MaterializeVerb(clock),
        new VerifyVerb(clock),
        new FeastVerb(ServingName::of, clock));
  }
}
