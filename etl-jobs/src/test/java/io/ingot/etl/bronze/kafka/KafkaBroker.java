package io.ingot.etl.bronze.kafka;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kafka.Kafka;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka broker in a process of its own, on free ports of 127.0.0.1, with nothing kept once it is
 * closed. Besides the open port there is one that asks for a login, {@link #LOGIN}. The process
 * ends with the one that started it, however that one ends.
 */
final class KafkaBroker implements AutoCloseable {
  /** The {@code sasl.jaas.config} of the one user of {@link #guarded}, by SASL PLAIN. */
  static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"reader\""
          + " password=\"correct-horse-battery\";";

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path folder;
  private final Process process;
  private final int open;
  private final int guarded;

  private KafkaBroker(Path folder, Process process, int open, int guarded) {
    this.folder = folder;
    this.process = process;
    this.open = open;
    this.guarded = guarded;
  }

  /** Starts a broker and waits until it answers. */
  static KafkaBroker start() {
    try {
      List<Integer> ports = freePorts(3);
      Path folder = Files.createTempDirectory("kafka");
      Path settings = settings(folder, ports.get(0), ports.get(1), ports.get(2));
      ProcessBuilder command =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx256m",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              KafkaBroker.class.getName(),
              settings.toString());
      command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
      File log = folder.resolve("broker.log").toFile();
      Process process = command.redirectErrorStream(true).redirectOutput(log).start();
      KafkaBroker broker = new KafkaBroker(folder, process, ports.get(0), ports.get(1));
      broker.awaitAnswer();
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start Kafka", e);
    }
  }

  /** The broker's own process: serves until its input ends. */
  public static void main(String[] settings) {
    Thread parent = new Thread(KafkaBroker::haltWithParent, "parent");
    parent.setDaemon(true);
    parent.start();
    Kafka.main(settings);
  }

  private static void haltWithParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The input has ended all the same.
    }
    Runtime.getRuntime().halt(0);
  }

  /** The address that needs no login. */
  String address() {
    return "127.0.0.1:" + open;
  }

  /** The address that asks for {@link #LOGIN} by {@code SASL_PLAINTEXT} and {@code PLAIN}. */
  String guarded() {
    return "127.0.0.1:" + guarded;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try (Stream<Path> files = Files.walk(folder)) {
      process.waitFor(10, TimeUnit.SECONDS);
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  private static Path settings(Path folder, int open, int guarded, int controller)
      throws IOException {
    Path log = Files.createDirectory(folder.resolve("log"));
    // What formatting a folder leaves in it; the broker refuses one without.
    Files.writeString(
        log.resolve("meta.properties"),
        "version=1\ncluster.id=" + Uuid.randomUuid() + "\nnode.id=1\n");
    return Files.writeString(
        folder.resolve("server.properties"),
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%3$d
        controller.listener.names=CONTROLLER
        listeners=OPEN://127.0.0.1:%1$d,GUARDED://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%3$d
        advertised.listeners=OPEN://127.0.0.1:%1$d,GUARDED://127.0.0.1:%2$d
        listener.security.protocol.map=OPEN:PLAINTEXT,GUARDED:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT
        inter.broker.listener.name=OPEN
        listener.name.guarded.sasl.enabled.mechanisms=PLAIN
        listener.name.guarded.plain.sasl.jaas.config=%4$s
        inter.broker.protocol.version=3.4
        log.dirs=%5$s
        num.network.threads=2
        num.io.threads=2
        log.cleaner.dedupe.buffer.size=4194304
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=1
        group.initial.rebalance.delay.ms=0
        """
            .formatted(
                open,
                guarded,
                controller,
                LOGIN.replace(";", " user_reader=\"correct-horse-battery\";"),
                log));
  }

  private void awaitAnswer() throws IOException {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", address(),
            "request.timeout.ms", "1000",
            "default.api.timeout.ms", "1000");
    Instant end = Instant.now().plus(PATIENCE);
    try (Admin admin = Admin.create(settings)) {
      while (process.isAlive() && Instant.now().isBefore(end)) {
        try {
          if (!admin.describeCluster().nodes().get().isEmpty()) {
            return;
          }
        } catch (ExecutionException e) {
          // It does not listen yet; the process and the clock end the wait.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String said = Files.readString(folder.resolve("broker.log"));
    close();
    throw new IllegalStateException("Kafka did not start: " + said);
  }
}
