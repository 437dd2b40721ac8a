package io.ingot.core.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.testkit.Lakes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeFilesTest {
  private static final int THREADS = 8;

  @TempDir Path folder;

  @Test
  void ofThoseThatMakeAFileAtTheSameMomentOneDoesAndItsTextIsThere() throws Exception {
    LakeFiles files = Lakes.in(folder).files();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (int round = 0; round < 200; round++) {
        String name = "leases/silver.sales/" + round;
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<String>> makers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          String text = "by " + i;
          makers.add(
              () -> {
                start.await();
                return files.putIfAbsent(name, text) ? text : "";
              });
        }
        List<String> made = new ArrayList<>();
        for (Future<String> maker : threads.invokeAll(makers)) {
          made.add(maker.get());
        }
        made.removeIf(String::isEmpty);
        assertThat(made).as("round %d", round).hasSize(1);
        assertThat(files.read(name)).contains(made.get(0));
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
