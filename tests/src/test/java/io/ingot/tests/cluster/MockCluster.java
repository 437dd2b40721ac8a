package io.ingot.tests.cluster;

import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okio.Buffer;

/**
 * An API server on the loopback that keeps what it is given. It admits everything, runs nothing and
 * changes nothing; it is there to be read back.
 */
final class MockCluster implements AutoCloseable {
  private final KubernetesMockServer server;

  private MockCluster(KubernetesMockServer server) {
    this.server = server;
  }

  static MockCluster start() {
    KubernetesMockServer server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new Applying(), false);
    server.init(InetAddress.getLoopbackAddress(), 0);
    return new MockCluster(server);
  }

  /** What {@code --master} says of it. */
  String master() {
    return "k8s://http://"
        + InetAddress.getLoopbackAddress().getHostAddress()
        + ":"
        + server.getPort();
  }

  Arrived arrived(String namespace) {
    try (var client = server.createClient()) {
      var pods = client.pods().inNamespace(namespace).list().getItems();
      var services = client.services().inNamespace(namespace).list().getItems();
      var maps = client.configMaps().inNamespace(namespace).list().getItems();
      return Arrived.of(List.copyOf(pods), List.copyOf(services), List.copyOf(maps));
    }
  }

  @Override
  public void close() {
    server.destroy();
  }

  /**
   * Spark applies what belongs to a driver; the mock server knows only to create and to replace.
   */
  private static final class Applying extends KubernetesCrudDispatcher {
    private static final int FOUND = 200;

    @Override
    public MockResponse handlePatch(RecordedRequest request) {
      if (!String.valueOf(request.getHeader("Content-Type")).contains("apply-patch")) {
        return super.handlePatch(request);
      }
      String path = request.getRequestUrl().encodedPath();
      if (handleGet(path).getStatus().contains(" " + FOUND + " ")) {
        return handleUpdate(as("PUT", path, request));
      }
      return handleCreate(as("POST", path.substring(0, path.lastIndexOf('/')), request));
    }

    private static RecordedRequest as(String method, String path, RecordedRequest request) {
      Buffer body = request.getBody().clone();
      return new RecordedRequest(
          method + " " + path + " HTTP/1.1",
          request.getHeaders(),
          request.getChunkSizes(),
          body.size(),
          body,
          request.getSequenceNumber(),
          new Socket());
    }
  }
}
