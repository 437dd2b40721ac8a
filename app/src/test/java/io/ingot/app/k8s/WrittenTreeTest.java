package io.ingot.app.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenTreeTest {
  private static final Path HOME = Path.of(System.getProperty("ingot.home"));

  @TempDir private Path written;

  @Test
  void whatIsKeptForTheSampleIsWhatTheCommandWrites() throws IOException {
    Cli.in(HOME.resolve("conf/events")).printed("--write", written.toString());

    Map<String, String> kept = Cli.files(HOME.resolve("spark-operator"));
    kept.entrySet().removeIf(file -> !file.getValue().startsWith("# Made by 'ingot k8s --write'"));

    Map<String, String> now = Cli.files(written);

    String after = "after a change: bin/ingot k8s --project conf/events --write spark-operator";
    assertThat(kept.keySet()).as(after).isEqualTo(now.keySet());
    kept.forEach((name, text) -> assertThat(text).as(name + ", " + after).isEqualTo(now.get(name)));
  }
}
