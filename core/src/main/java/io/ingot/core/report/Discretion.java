package io.ingot.core.report;

import io.ingot.core.project.Connection;
import io.ingot.core.project.Project;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes out of a text what is nobody's business who is sent a report or a message: where things lie
 * on this machine, addresses of connections, logins in addresses.
 */
public final class Discretion {
  private static final Pattern LOGIN = Pattern.compile("(?<=://)[^\\s/@]{1,200}@");
  private static final Pattern PATH =
      Pattern.compile("(?<![\\w.<>/:-])(?:file:/{0,2})?/(?:[\\w.@+~%=-]+/)+[\\w.@+~%=*-]*");

  private final Map<String, String> words = new LinkedHashMap<>();

  /** Knows what a project and this machine have to hide. */
  public Discretion(Project project) {
    Map<String, String> known = new LinkedHashMap<>();
    known.put(project.lake(), "<lake>");
    known.put(project.folder().toAbsolutePath().normalize().toString(), "<project>");
    known.put(Path.of(System.getProperty("user.home")).toString(), "<home>");
    project
        .connections()
        .forEach(
            (name, connection) ->
                addresses(connection).forEach(address -> known.put(address, "<" + name + ">")));
    // A longer one may hold a shorter one.
    known.entrySet().stream()
        .filter(entry -> entry.getKey().length() > 1)
        .sorted(Comparator.comparing(entry -> -entry.getKey().length()))
        .flatMap(entry -> Stream.of(Map.entry("file:" + entry.getKey(), entry.getValue()), entry))
        .forEach(entry -> words.put(entry.getKey(), entry.getValue()));
  }

  private static List<String> addresses(Connection connection) {
    if (connection instanceof Connection.Jdbc jdbc) {
      return List.of(jdbc.url());
    }
    if (connection instanceof Connection.Files files) {
      return List.of(files.root());
    }
    if (connection instanceof Connection.Redis redis) {
      return redis.nodes();
    }
    return connection instanceof Connection.Rest rest
        ? List.of(rest.url())
        : List.of(((Connection.Kafka) connection).brokers());
  }

  /** What a person declared, such as SQL: only what is known to be an address is taken out. */
  public String declared(String text) {
    String told = text;
    for (Map.Entry<String, String> word : words.entrySet()) {
      if (isAddress(word.getKey())) {
        told = told.replace(word.getKey(), word.getValue());
      }
    }
    return LOGIN.matcher(told).replaceAll("<login>@");
  }

  /** What a run said, such as why it failed: whatever looks like a path goes too. */
  public String said(String text) {
    return PATH.matcher(declared(text)).replaceAll(Matcher.quoteReplacement("<path>"));
  }

  /** A files connection's root may be a plain word, such as {@code incoming}. */
  private static boolean isAddress(String word) {
    return word.contains("/") || word.contains(":");
  }
}
