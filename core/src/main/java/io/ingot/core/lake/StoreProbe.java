package io.ingot.core.lake;

import com.amazonaws.AmazonServiceException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.s3a.S3AUtils;

/**
 * Asks an object store the few things that a lake needs of it before anything rests on them. S3A
 * itself is patient, so that a wrong address or login would show after minutes.
 */
final class StoreProbe {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;
  private static final int NOT_IMPLEMENTED = 501;

  private static final byte[] CONTENT = "probe".getBytes(StandardCharsets.UTF_8);

  private final String name;
  private final String bucket;
  private final String prefix;
  private final Configuration configuration;
  private volatile String step = "reach the store";

  /**
   * @param noun what lies there, such as {@code the lake}
   * @param place an address whose scheme is s3a
   * @param configuration with the settings of S3A
   */
  StoreProbe(String noun, String place, Configuration configuration) {
    this.name = noun + " " + place;
    URI address = URI.create(place);
    if (address.getHost() == null && address.getAuthority() == null) {
      throw new ProjectException(
          "Cannot use " + name + ": it names no bucket. Write s3a://bucket/folder.");
    }
    this.bucket = address.getAuthority();
    this.prefix = (address.getPath() + "/_ingot/").replaceAll("/+", "/").substring(1);
    this.configuration = S3AUtils.propagateBucketOptions(configuration, bucket);
  }

  /**
   * One request: the store is there, has the bucket, knows the login and lets it list. A store that
   * asks for patience is there; what is then read has more of it.
   *
   * @throws SourceException what is wrong and what to do, after ten seconds at most
   */
  void read() {
    within(
        store -> {
          try {
            list(store);
          } catch (AmazonServiceException e) {
            if (!"SlowDown".equals(e.getErrorCode())) {
              throw e;
            }
          }
        });
  }

  /**
   * Five requests: as {@link #read}, and an object can be written, read and deleted, and is not
   * written over by a write that is only to make it.
   *
   * @throws SourceException what is wrong and what to do, after ten seconds at most
   */
  void write() {
    within(
        store -> {
          list(store);
          String key = prefix + "probe/" + UUID.randomUUID();
          step = "write (s3:PutObject)";
          make(store, key);
          try {
            step = "write what is there already";
            requireRefusal(store, key);
            step = "read (s3:GetObject)";
            store.read(key);
          } catch (IOException | RuntimeException e) {
            leave(store, key, e);
            throw e;
          }
          step = "delete (s3:DeleteObject)";
          store.delete(key);
        });
  }

  /** What failed is told, and not that its traces could not be removed either. */
  private static void leave(StoreClient store, String key, Exception failure) {
    try {
      store.delete(key);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void list(StoreClient store) {
    step = "list (s3:ListBucket)";
    store.list(prefix);
  }

  private void make(StoreClient store, String key) {
    try {
      put(store, key);
    } catch (AmazonServiceException e) {
      // Nobody else knows the key: the SDK asked again since an answer was lost.
      if (e.getStatusCode() != PRECONDITION_FAILED) {
        throw e;
      }
    }
  }

  private void put(StoreClient store, String key) {
    try {
      store.create(key, CONTENT);
    } catch (AmazonServiceException e) {
      if (e.getStatusCode() == NOT_IMPLEMENTED) {
        throw unconditional(e);
      }
      throw e;
    }
  }

  private void requireRefusal(StoreClient store, String key) {
    try {
      put(store, key);
    } catch (AmazonServiceException e) {
      if (e.getStatusCode() == PRECONDITION_FAILED || e.getStatusCode() == CONFLICT) {
        return;
      }
      throw e;
    }
    throw unconditional(null);
  }

  private SourceException unconditional(Throwable cause) {
    return new SourceException(
        "Cannot use "
            + name
            + ": its store has no conditional writes; it wrote over an object, or failed, where it"
            + " was asked to write only if there is none (If-None-Match: *). Two runs could both"
            + " commit the same version, and one would be lost. Use a store that has them, such as"
            + " AWS S3, or a newer version of this one.",
        cause);
  }

  private void within(Asking asking) {
    ExecutorService thread = Executors.newSingleThreadExecutor(StoreProbe::daemon);
    try (StoreClient store = StoreClient.of(bucket, configuration)) {
      thread
          .submit(
              () -> {
                asking.of(store);
                return null;
              })
          .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SourceException) {
        throw (SourceException) e.getCause();
      }
      throw refused(StoreFailure.verdict(e.getCause(), endpoint()), e.getCause());
    } catch (TimeoutException e) {
      throw refused(
          endpoint()
              + " gave no answer within "
              + LIMIT.toSeconds()
              + " s. Is the network, a proxy or a firewall between, or the store overloaded?",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused("the wait was interrupted.", e);
    } catch (IOException | RuntimeException e) {
      throw refused(StoreFailure.verdict(e, endpoint()), e);
    } finally {
      thread.shutdownNow();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "ingot-store-probe");
    thread.setDaemon(true);
    return thread;
  }

  private String endpoint() {
    String said = configuration.getTrimmed("fs.s3a.endpoint", "");
    return said.isEmpty() ? "AWS" : said;
  }

  private SourceException refused(String why, Throwable cause) {
    return new SourceException("Cannot use " + name + ": trying to " + step + ", " + why, cause);
  }

  /** Requests to a store. */
  @FunctionalInterface
  private interface Asking {
    void of(StoreClient store) throws IOException;
  }
}
