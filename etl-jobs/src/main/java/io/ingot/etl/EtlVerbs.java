package io.ingot.etl;

import io.ingot.core.cli.Verb;
import io.ingot.core.cli.VerbProvider;
import io.ingot.etl.erase.EraseVerb;
import io.ingot.etl.upkeep.MaintainVerb;
import io.ingot.etl.why.WhyVerb;
import java.util.List;

/** The verbs that know what the tables are made of. */
public final class EtlVerbs implements VerbProvider {
  @Override
  public List<Verb> verbs() {
    return List.of(new MaintainVerb(), new WhyVerb(), new EraseVerb());
  }
}
