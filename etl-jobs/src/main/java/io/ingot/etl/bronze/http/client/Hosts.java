package io.ingot.etl.bronze.http.client;

import io.ingot.core.error.Fault;
import io.ingot.core.error.SourceException;
import io.ingot.core.project.Connection;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may be asked: the connection's own host and those it names, at public addresses unless it
 * allows private ones.
 *
 * <p>Addresses are resolved and checked right before each request. The JDK's client resolves the
 * name once more when it connects, and cannot be told an address without losing the check of the
 * server's certificate. Both go through the JVM's cache of names (30 seconds unless set otherwise),
 * so a name that changes its address between the two is met only where the cache runs out at that
 * very moment.
 */
final class Hosts {
  private final String origin;
  private final String own;
  private final Set<String> further;
  private final boolean allowPrivate;
  private final Resolver names;

  Hosts(String origin, Connection.Rest connection) {
    this(origin, connection, InetAddress::getAllByName);
  }

  Hosts(String origin, Connection.Rest connection, Resolver names) {
    this.origin = origin;
    URI url = URI.create(connection.url());
    this.own = place(url);
    this.further =
        connection.hosts().stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .map(host -> host.contains(":") ? host : host + ":443")
            .collect(Collectors.toSet());
    this.allowPrivate = connection.allowPrivate();
    this.names = names;
  }

  /** How names become addresses. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /**
   * Lets an address pass that a server named.
   *
   * @throws SourceException when the connection does not allow it
   */
  void requireAllowed(URI target) {
    String place = place(target);
    if (target.getUserInfo() != null || !(place.equals(own) || further.contains(place))) {
      throw refused(
          target,
          "is not the connection's host. Add it to 'hosts' of the connection if it is right");
    }
    requireReachable(target);
  }

  /**
   * Lets an address pass that the project itself names.
   *
   * @throws SourceException when its scheme or where its name leads to is not allowed
   */
  void requireReachable(URI target) {
    boolean secure = "https".equals(target.getScheme());
    if (!secure && !(allowPrivate && "http".equals(target.getScheme()))) {
      throw refused(target, "is not asked by https. Only allow_private lets http be spoken");
    }
    for (InetAddress address : addresses(target)) {
      boolean open = Addresses.isPublic(address);
      if (!open && !allowPrivate) {
        throw refused(
            target,
            "leads to "
                + address.getHostAddress()
                + ", which is no public address. Set allow_private: true if it is right");
      }
      if (open && !secure) {
        throw refused(
            target,
            "leads to "
                + address.getHostAddress()
                + ", a public address, by plain http. Use https");
      }
    }
  }

  private InetAddress[] addresses(URI target) {
    String host = target.getHost();
    try {
      return names.resolve(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
    } catch (UnknownHostException e) {
      String message =
          "Cannot read " + origin + ": the name " + host + " is not known. Check it and the DNS.";
      throw new SourceException(Fault.CONNECTION, message, message, e);
    }
  }

  private SourceException refused(URI target, String why) {
    return new SourceException(
        "Cannot read " + origin + ": host " + target.getHost() + " " + why + ".");
  }

  /** Host and port; a port that is left out is its scheme's. */
  private static String place(URI target) {
    int usual = "http".equals(target.getScheme()) ? 80 : 443;
    return String.valueOf(target.getHost()).toLowerCase(Locale.ROOT)
        + ":"
        + (target.getPort() < 0 ? usual : target.getPort());
  }
}
