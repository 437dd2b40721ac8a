package io.ingot.app.history;

import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.EventLogFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.history.FsHistoryProvider;
import org.apache.spark.deploy.history.HistoryServer;
import org.apache.spark.deploy.history.HistoryServer$;

/** Spark's history server in this process. */
final class ServedHistory implements AutoCloseable {
  private final HistoryServer server;
  private final Thread atTheEnd;

  private ServedHistory(HistoryServer server) {
    this.server = server;
    this.atTheEnd = new Thread(server::stop, "ingot-history-end");
  }

  /**
   * Serves the logs of a folder.
   *
   * @param port 0 for any that is free
   * @throws ProjectException when the port is taken
   */
  static ServedHistory of(EventLogFolder logs, int port) {
    requireFree(port);
    SparkConf conf = new LoopbackConf();
    logs.access().forEach(conf::setIfMissing);
    conf.set("spark.history.fs.logDirectory", logs.address());
    conf.set("spark.history.ui.port", String.valueOf(port));
    // Nobody may be told of one port and find another project's pages there.
    conf.set("spark.port.maxRetries", "0");
    // Old logs are taken away by whoever writes them, or by the cluster's own server.
    conf.set("spark.history.fs.cleaner.enabled", "false");
    FsHistoryProvider provider = new FsHistoryProvider(conf);
    HistoryServer server =
        new HistoryServer(conf, provider, HistoryServer$.MODULE$.createSecurityManager(conf), port);
    server.bind();
    provider.start();
    ServedHistory served = new ServedHistory(server);
    Runtime.getRuntime().addShutdownHook(served.atTheEnd);
    return served;
  }

  /** Spark would end the process without a word about why. */
  private static void requireFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As the server itself does, so that a port whose last user has just ended is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(LoopbackConf.ADDRESS), port));
    } catch (IOException e) {
      throw new ProjectException(
          "Cannot serve on port "
              + port
              + ": "
              + e.getMessage()
              + ". Name another one: --port N, or --port 0 for any that is free.",
          e);
    }
  }

  /** Without a slash at its end. */
  String address() {
    return "http://" + LoopbackConf.ADDRESS + ":" + server.boundPort();
  }

  /** Waits for a signal, which stops the server and then the process. */
  void untilTheProcessEnds() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (Runtime.getRuntime().removeShutdownHook(atTheEnd)) {
      server.stop();
    }
  }
}
