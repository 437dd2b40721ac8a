package io.ingot.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.model.AmazonS3Exception;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.model.PutObjectRequest;
import io.ingot.tests.testkit.S3Server;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the other tests rely on: the store keeps the promise that S3 makes. */
class S3ServerTest {
  @Test
  void ofManyConditionalWritesOfOneNameOneWins(@TempDir Path folder) throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(8);
    try (S3Server store = S3Server.start(folder)) {
      AmazonS3 client = store.client();
      for (int round = 0; round < 40; round++) {
        String name = "race/" + round;
        List<Future<Integer>> codes =
            writers.invokeAll(
                List.of(
                    put(client, store.bucket(), name, "a"),
                    put(client, store.bucket(), name, "b"),
                    put(client, store.bucket(), name, "c"),
                    put(client, store.bucket(), name, "d")));
        int won = 0;
        for (Future<Integer> code : codes) {
          assertThat(code.get()).isIn(200, 409, 412);
          won += code.get() == 200 ? 1 : 0;
        }
        assertThat(won).as(name).isEqualTo(1);
        assertThat(Files.size(store.files().resolve(name))).isEqualTo(1);
      }
      client.shutdown();
    } finally {
      writers.shutdownNow();
    }
  }

  private static Callable<Integer> put(AmazonS3 client, String bucket, String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ObjectMetadata metadata = new ObjectMetadata();
    metadata.setContentLength(bytes.length);
    PutObjectRequest request =
        new PutObjectRequest(bucket, name, new ByteArrayInputStream(bytes), metadata);
    request.putCustomRequestHeader("If-None-Match", "*");
    return () -> {
      try {
        client.putObject(request);
        return 200;
      } catch (AmazonS3Exception e) {
        return e.getStatusCode();
      }
    };
  }
}
