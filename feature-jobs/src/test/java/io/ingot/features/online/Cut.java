package io.ingot.features.online;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A line to a server on this machine that is cut after so many bytes were sent over it. */
final class Cut implements AutoCloseable {
  private final ServerSocket entry;
  private final int server;
  private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

  private Cut(int server) throws IOException {
    this.server = server;
    this.entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  static Cut to(int server) throws IOException {
    Cut cut = new Cut(server);
    start(cut::accept);
    return cut;
  }

  int port() {
    return entry.getLocalPort();
  }

  /** Lets so many bytes more to the server, and then nothing. */
  void after(long bytes) {
    left.set(bytes);
  }

  private void accept() {
    while (!entry.isClosed()) {
      try {
        Socket client = entry.accept();
        Socket redis = new Socket(InetAddress.getLoopbackAddress(), server);
        sockets.add(client);
        sockets.add(redis);
        start(() -> pump(client, redis, true));
        start(() -> pump(redis, client, false));
      } catch (IOException e) {
        // Closed: the loop ends.
      }
    }
  }

  private void pump(Socket from, Socket to, boolean counted) {
    byte[] buffer = new byte[1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        long allowed = counted ? Math.max(0, Math.min(read, left.getAndAdd(-read))) : read;
        out.write(buffer, 0, (int) allowed);
        out.flush();
        if (allowed < read) {
          return;
        }
      }
    } catch (IOException e) {
      // The other half was cut.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "cut");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    entry.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
