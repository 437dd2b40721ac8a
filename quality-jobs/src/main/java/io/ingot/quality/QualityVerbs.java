package io.ingot.quality;

import io.ingot.core.cli.Verb;
import io.ingot.core.cli.VerbProvider;
import io.ingot.quality.alert.NotifyVerb;
import io.ingot.quality.drift.DriftVerb;
import io.ingot.quality.history.HistoryVerb;
import io.ingot.quality.history.ProfileVerb;
import io.ingot.quality.history.SuggestVerb;
import io.ingot.quality.metrics.MetricsVerb;
import java.time.Clock;
import java.util.List;

/** Offers the verbs about the quality of tables. */
public final class QualityVerbs implements VerbProvider {
  /** For {@link java.util.ServiceLoader}. */
  public QualityVerbs() {}

  @Override
  public List<Verb> verbs() {
    return List.of(
        new CheckVerb(),
        new HistoryVerb(Clock.systemUTC()),
        new ProfileVerb(Clock.systemUTC()),
        new SuggestVerb(Clock.systemUTC()),
        new DriftVerb(),
        new SamplesVerb(),
        new NotifyVerb(),
        new MetricsVerb());
  }
}
