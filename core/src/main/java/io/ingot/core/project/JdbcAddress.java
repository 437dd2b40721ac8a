package io.ingot.core.project;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses that may be connected to. A driver's parameters can load classes, write files and
 * send files of this machine to the server, so only the harmless ones are let through.
 */
final class JdbcAddress {
  private static final Pattern FORM =
      Pattern.compile("jdbc:(postgresql|mariadb|mysql)://([^?#()\\s]+)(?:\\?([^?#\\s]*))?");

  private static final Set<String> BOTH = Set.of("connecttimeout", "sockettimeout", "tcpkeepalive");

  private static final Set<String> POSTGRES =
      Set.of(
          "ssl",
          "sslmode",
          "sslrootcert",
          "sslcert",
          "sslkey",
          "sslnegotiation",
          "channelbinding",
          "gssencmode",
          "currentschema",
          "targetservertype",
          "loadbalancehosts",
          "hostrecheckseconds",
          "logintimeout",
          "canceltimeout",
          "preparethreshold");

  private static final Set<String> MARIA =
      Set.of(
          "sslmode",
          "serversslcert",
          "enabledsslciphersuites",
          "enabledsslprotocolsuites",
          "serverrsapublickeyfile",
          "usecompression",
          "connectioncollation");

  private JdbcAddress() {}

  /**
   * Accepts an address.
   *
   * @throws IllegalArgumentException when it is of no known database, or carries a login or a
   *     parameter that is not known to be harmless
   */
  static void judge(String url) {
    Matcher form = FORM.matcher(url);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "Unsupported url. Write jdbc:postgresql://, jdbc:mariadb:// or jdbc:mysql://, then"
              + " host:port/database.");
    }
    String parameters = form.group(3) == null ? "" : form.group(3);
    Set<String> known = form.group(1).equals("postgresql") ? POSTGRES : MARIA;
    if (form.group(2).contains("@")) {
      throw refusedLogin();
    }
    Arrays.stream(parameters.split("&"))
        .filter(parameter -> !parameter.isEmpty())
        .map(parameter -> parameter.replaceFirst("=.*", ""))
        .forEach(name -> judge(name, known));
  }

  private static void judge(String name, Set<String> known) {
    String plain = name.toLowerCase(Locale.ROOT);
    if (plain.contains("password") || plain.equals("user")) {
      throw refusedLogin();
    }
    if (!BOTH.contains(plain) && !known.contains(plain)) {
      throw new IllegalArgumentException(
          "A url must not carry the parameter "
              + name
              + ". Allowed are connectTimeout, socketTimeout, tcpKeepAlive and those of TLS.");
    }
  }

  private static IllegalArgumentException refusedLogin() {
    return new IllegalArgumentException(
        "A url must not carry a user or a password. Use the keys user and password.");
  }
}
