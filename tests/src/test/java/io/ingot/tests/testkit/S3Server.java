package io.ingot.tests.testkit;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * An S3 store (s3proxy) in a process of its own, since its libraries are not Spark's. It has one
 * bucket, keeps the objects as files, and never outlives the test: close it.
 */
public final class S3Server implements AutoCloseable {
  private static final String KEY = "test-key";
  private static final String SECRET = "canary-3s-tweet-tweet";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final int port;
  private final Path objects;

  private S3Server(Process process, int port, Path objects) {
    this.process = process;
    this.port = port;
    this.objects = objects;
  }

  /** Starts it in a folder of its own below the given one; it answers when this returns. */
  public static S3Server start(Path folder) {
    Path home = Path.of(System.getProperty("ingot.home")).toAbsolutePath().resolve("tests/s3");
    Path classPath = home.resolve("target/classpath");
    if (!Files.exists(classPath)) {
      throw new IllegalStateException(
          "There is no " + classPath + ". Run mvn -B -f tests/s3/pom.xml generate-resources.");
    }
    try {
      Path objects = Files.createDirectories(folder.resolve("s3/objects"));
      int port = freePort();
      // A folder of the file system's store is a bucket.
      Files.createDirectories(objects.resolve(bucket(port)));
      Path settings = folder.resolve("s3/settings.properties");
      Files.write(settings, settings(port, objects));
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:TieredStopAtLevel=1",
                  "-Dlogback.configurationFile=" + home.resolve("logback.xml"),
                  "-cp",
                  Files.readString(classPath).strip(),
                  "org.gaul.s3proxy.Main",
                  "--properties",
                  settings.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("s3/log").toFile())
              .start();
      S3Server server = new S3Server(process, port, objects);
      server.await(folder.resolve("s3/log"));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start s3proxy in " + folder, e);
    }
  }

  private static List<String> settings(int port, Path objects) {
    return List.of(
        "s3proxy.endpoint=http://127.0.0.1:" + port,
        "s3proxy.authorization=aws-v2-or-v4",
        "s3proxy.identity=" + KEY,
        "s3proxy.credential=" + SECRET,
        "jclouds.provider=filesystem-nio2",
        "jclouds.filesystem.basedir=" + objects);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void await(Path log) throws IOException {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      if (!process.isAlive()) {
        throw new IllegalStateException("s3proxy ended at once: " + Files.readString(log));
      }
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        pause();
      }
    }
    close();
    throw new IllegalStateException("s3proxy did not answer: " + Files.readString(log));
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while s3proxy started", e);
    }
  }

  /** Where it answers, such as http://127.0.0.1:4321. */
  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** Its one bucket; every store has another, since Hadoop keeps what it knows of one for ever. */
  public String bucket() {
    return bucket(port);
  }

  private static String bucket(int port) {
    return "bucket-" + port;
  }

  /** An address in the bucket, such as s3a://bucket-4321/sales. */
  public String address(String key) {
    return "s3a://" + bucket() + "/" + key;
  }

  /** The folder whose files are the bucket's objects; to be looked at, not written. */
  public Path files() {
    return objects.resolve(bucket());
  }

  /** The key {@code s3} of a project file, for this store. */
  public String projectKey() {
    return projectKey(endpoint());
  }

  /** The key {@code s3} of a project file, for this store by way of another address. */
  public static String projectKey(String endpoint) {
    return "s3: {endpoint: '" + endpoint + "', region: us-east-1, path_style: true}\n";
  }

  /** The login, as variables of a process that is to use the store. */
  public Map<String, String> environment() {
    return Map.of("AWS_ACCESS_KEY_ID", KEY, "AWS_SECRET_ACCESS_KEY", SECRET);
  }

  /**
   * Hadoop's settings for this bucket in a session of this JVM, the login among them, since a JVM's
   * environment cannot be changed.
   *
   * @param endpoint of this store, or of what stands before it
   */
  public Map<String, String> hadoop(String endpoint) {
    Map<String, String> settings =
        Map.of(
            "endpoint", endpoint,
            "endpoint.region", "us-east-1",
            "path.style.access", "true",
            "access.key", KEY,
            "secret.key", SECRET,
            "aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
            "directory.marker.retention", "keep",
            "attempts.maximum", "3",
            "retry.interval", "50ms",
            "retry.throttle.interval", "50ms");
    return settings.entrySet().stream()
        .collect(
            Collectors.toMap(
                setting -> "fs.s3a.bucket." + bucket() + "." + setting.getKey(),
                Map.Entry::getValue));
  }

  /** A client of the store, for what a test wants to look at; shut it down. */
  public AmazonS3 client() {
    return AmazonS3ClientBuilder.standard()
        .withEndpointConfiguration(new EndpointConfiguration(endpoint(), "us-east-1"))
        .withCredentials(new AWSStaticCredentialsProvider(new BasicAWSCredentials(KEY, SECRET)))
        .withPathStyleAccessEnabled(true)
        .build();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
