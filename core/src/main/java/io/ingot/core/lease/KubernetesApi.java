package io.ingot.core.lease;

import io.ingot.core.error.ProjectException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The Lease objects of one namespace, as the cluster's API server keeps them. */
final class KubernetesApi {
  private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
  private static final Duration TO_CONNECT = Duration.ofSeconds(5);
  private static final Duration TO_ANSWER = Duration.ofSeconds(10);

  private final HttpClient client;
  private final URI leases;
  private final Path token;

  /**
   * @param client that trusts the server
   * @param server such as {@code https://10.0.0.1:443}
   * @param token the file that holds the service account's token; read anew for each request, since
   *     the cluster replaces it
   */
  KubernetesApi(HttpClient client, URI server, String namespace, Path token) {
    this.client = client;
    this.leases =
        server.resolve("/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases");
    this.token = token;
  }

  /**
   * The API server of the cluster that this process is a pod of.
   *
   * @param namespace the pod's own where empty
   * @throws ProjectException when this process is no pod, or has no service account
   */
  static KubernetesApi inCluster(Optional<String> namespace) {
    String host = System.getenv("KUBERNETES_SERVICE_HOST");
    String port = System.getenv("KUBERNETES_SERVICE_PORT");
    if (host == null || port == null) {
      throw new ProjectException(
          "Leases of kind kubernetes need a pod of a cluster, and this process is none. Use 'lease:"
              + " {kind: file}' in env/<name>.yml for this environment.");
    }
    try {
      String own = namespace.isPresent() ? namespace.get() : read(ACCOUNT.resolve("namespace"));
      String bracketed = host.contains(":") ? "[" + host + "]" : host;
      return new KubernetesApi(
          HttpClient.newBuilder()
              .connectTimeout(TO_CONNECT)
              .sslContext(trusting(ACCOUNT.resolve("ca.crt")))
              .build(),
          URI.create("https://" + bracketed + ":" + port),
          own,
          ACCOUNT.resolve("token"));
    } catch (IOException | GeneralSecurityException e) {
      throw new ProjectException(
          "Leases of kind kubernetes need the pod's service account, which cannot be read from "
              + ACCOUNT
              + ". Let the pod mount it (automountServiceAccountToken).",
          e);
    }
  }

  private static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(authority)) {
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  /** Asks for an object; 404 when it is not there. */
  Answer read(String name) {
    return send(HttpRequest.newBuilder(object(name)).GET());
  }

  /** Makes an object; 409 when it is there. */
  Answer create(String object) {
    return send(HttpRequest.newBuilder(leases).POST(BodyPublishers.ofString(object)));
  }

  /** Changes an object; 409 when it is not of the version that the new one names. */
  Answer replace(String name, String object) {
    return send(HttpRequest.newBuilder(object(name)).PUT(BodyPublishers.ofString(object)));
  }

  private URI object(String name) {
    return URI.create(leases + "/" + name);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      var answer =
          client.send(
              request
                  .timeout(TO_ANSWER)
                  .header("Authorization", "Bearer " + read(token))
                  .header("Content-Type", "application/json")
                  .header("Accept", "application/json")
                  .build(),
              BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException("The Kubernetes API server did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking the Kubernetes API server", e);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).strip();
  }

  record Answer(int status, String body) {}
}
