package io.ingot.app;

import io.ingot.app.demo.DemoVerb;
import io.ingot.app.demo.FoodMartDays;
import io.ingot.app.demo.events.EventDays;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Launcher;
import io.ingot.core.cli.Verb;
import java.util.ArrayList;
import java.util.List;

/** The entry point of {@code bin/ingot} and of spark-submit. */
public final class Main {
  private Main() {}

  /** Does what the words say and ends the process with the code that fits. */
  public static void main(String[] words) {
    List<Verb> verbs = new ArrayList<>(Launcher.verbs());
    verbs.addAll(ClusterVerbs.all());
    verbs.add(new DemoVerb("demo", FoodMartDays.sample()));
    verbs.add(new DemoVerb("demo events", EventDays.sample()));
    System.exit(Ending.of(new Launcher(verbs, Console.ofProcess()).launch(words)));
  }
}
