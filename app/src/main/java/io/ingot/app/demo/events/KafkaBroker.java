package io.ingot.app.demo.events;

import io.ingot.core.error.SourceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka broker (KRaft, one node) in a process of its own, on free ports of this machine. The
 * process ends with the one that started it, however that one ends.
 */
final class KafkaBroker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Process process;
  private final int port;

  private KafkaBroker(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a broker in an empty folder and waits until it answers.
   *
   * @throws SourceException when it does not
   */
  static KafkaBroker start(Path folder) {
    try {
      List<Integer> ports = freePorts();
      int port = ports.get(0);
      Path settings = settings(folder, port, ports.get(1));
      ProcessBuilder command =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx256m",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              KafkaMain.class.getName(),
              settings.toString());
      command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
      Path log = folder.resolve("broker.log");
      KafkaBroker broker =
          new KafkaBroker(
              command.redirectErrorStream(true).redirectOutput(log.toFile()).start(), port);
      broker.awaitAnswer(log);
      return broker;
    } catch (IOException e) {
      throw new SourceException("Cannot start Kafka in " + folder + ": " + e.getMessage(), e);
    }
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  private static List<Integer> freePorts() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    // Both at once, or the second might be the first again.
    try (ServerSocket first = new ServerSocket(0, 1, here);
        ServerSocket second = new ServerSocket(0, 1, here)) {
      return List.of(first.getLocalPort(), second.getLocalPort());
    }
  }

  private static Path settings(Path folder, int port, int controller) throws IOException {
    Path log = Files.createDirectories(folder.resolve("log"));
    // What formatting a folder leaves in it; the broker refuses one without.
    Files.writeString(
        log.resolve("meta.properties"),
        "version=1\ncluster.id=" + Uuid.randomUuid() + "\nnode.id=1\n");
    return Files.writeString(
        folder.resolve("server.properties"),
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        controller.listener.names=CONTROLLER
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
        inter.broker.protocol.version=3.4
        log.dirs=%3$s
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
            .formatted(port, controller, log));
  }

  private void awaitAnswer(Path log) {
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
    close();
    throw new SourceException("Kafka did not start; look into " + log + ".");
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
