package io.ingot.tests.cluster;

import io.ingot.app.k8s.ManifestVerb;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Launcher;
import io.ingot.core.error.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** What {@code ingot k8s} prints for an environment of a project. */
final class Rendered {
  private Rendered() {}

  static List<Manifest> of(Path project, String environment) {
    ByteArrayOutputStream results = new ByteArrayOutputStream();
    ByteArrayOutputStream notes = new ByteArrayOutputStream();
    ExitCode code =
        new Launcher(
                List.of(new ManifestVerb(Launcher::verbs, InstantSource.system())),
                Console.to(stream(results), stream(notes)))
            .launch("k8s", "--project", project.toString(), "--env", environment);
    if (code != ExitCode.DONE) {
      throw new AssertionError("ingot k8s: " + notes.toString(StandardCharsets.UTF_8));
    }
    return Manifests.parse(environment, results.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
