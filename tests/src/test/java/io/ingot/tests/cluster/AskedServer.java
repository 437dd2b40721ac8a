package io.ingot.tests.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;

/** An API server on the loopback that remembers what it was asked for, in RBAC's words. */
final class AskedServer implements AutoCloseable {
  private static final String UNHEARD = "the rest of the cluster";
  private static final Pattern PATH =
      Pattern.compile("/apis?/(?:v1|([^/]+)/[^/]+)/namespaces/([^/]+)/([^/]+)(/[^/]+)?");

  private final Asked asked = new Asked();
  private final KubernetesMockServer server;

  AskedServer() {
    server =
        new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), asked, false);
    server.init(InetAddress.getLoopbackAddress(), 0);
  }

  String address() {
    return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + server.getPort();
  }

  /** One that is not listened to, for whoever plays the rest of the cluster. */
  KubernetesClient client() {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(Config.empty())
                .withMasterUrl(address())
                .withUserAgent(UNHEARD)
                .build())
        .build();
  }

  /** What was asked for so far, such as {@code create pods}. */
  Set<String> asked() {
    return new TreeSet<>(asked.rights);
  }

  @Override
  public void close() {
    server.destroy();
  }

  private static final class Asked extends KubernetesCrudDispatcher {
    private final Set<String> rights = new ConcurrentSkipListSet<>();

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      if (!UNHEARD.equals(request.getHeader("User-Agent"))) {
        rights.add(right(request.getMethod(), request.getRequestUrl()));
      }
      return super.dispatch(request);
    }

    private static String right(String method, HttpUrl url) {
      Matcher path = PATH.matcher(url.encodedPath());
      if (!path.matches()) {
        return method + " " + url.encodedPath();
      }
      boolean one = path.group(4) != null;
      String group = path.group(1) == null ? "" : "." + path.group(1);
      return verb(method, one, "true".equals(url.queryParameter("watch")))
          + " "
          + path.group(3)
          + group;
    }

    private static String verb(String method, boolean one, boolean watch) {
      return switch (method) {
        case "GET" -> watch ? "watch" : one ? "get" : "list";
        case "POST" -> "create";
        case "PUT" -> "update";
        case "PATCH" -> "patch";
        case "DELETE" -> one ? "delete" : "deletecollection";
        default -> method;
      };
    }
  }
}
