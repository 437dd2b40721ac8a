package io.ingot.core.project;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Optional;

/** How S3 is reached: what differs between a cloud's own store and one of your own. */
@Doc("How S3 is reached, for every s3a:// address of the project")
public record ObjectStore(
    @Doc("Address of a store that is not AWS's, such as http://minio:9000")
        Optional<String> endpoint,
    @Doc("Region, such as eu-central-1; the SDK's own search unless said") Optional<String> region,
    @Doc("Whether a bucket stands in the path and not in the host's name, as MinIO wants it")
        boolean pathStyle,
    @Doc(
            "Where the login comes from: web_identity (a service account's role), instance,"
                + " environment (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY) or anonymous;"
                + " environment unless said")
        Credentials credentials) {
  /** Where the login comes from; named, never searched for. */
  public enum Credentials {
    /** A token file that the cluster gives to a service account (IRSA). */
    WEB_IDENTITY,
    /** The role of the machine. */
    INSTANCE,
    /** The two variables that every tool for S3 reads, and a session's token where there is one. */
    ENVIRONMENT,
    /** None, for public data. */
    ANONYMOUS
  }

  public ObjectStore {
    Objects.requireNonNull(region, "region");
    credentials = credentials == null ? Credentials.ENVIRONMENT : credentials;
    if (endpoint.filter(text -> !isAddress(text)).isPresent()) {
      throw new IllegalArgumentException(
          "Invalid endpoint. Write http:// or https:// and a host, without a login or a path.");
    }
  }

  /** AWS's own, with the login from the environment. */
  public static ObjectStore usual() {
    return new ObjectStore(Optional.empty(), Optional.empty(), false, Credentials.ENVIRONMENT);
  }

  private static boolean isAddress(String text) {
    try {
      URI address = new URI(text);
      boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      return web
          && address.getHost() != null
          && address.getUserInfo() == null
          && address.getQuery() == null
          && (address.getPath().isEmpty() || address.getPath().equals("/"));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
