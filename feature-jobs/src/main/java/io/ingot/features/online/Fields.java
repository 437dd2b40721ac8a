package io.ingot.features.online;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Ingot itself keeps in Redis. Beside Feast's fields a hash of an entity has {@code _v:VIEW},
 * the {@link Rank} of the view's values and behind it the 4 bytes of each field that they are in,
 * and {@code _x}, until when each view wants the hash to stay.
 */
final class Fields {
  private static final Pattern MARKER = Pattern.compile("ingot:\\{([^}]+)\\}:.+");

  private Fields() {}

  /** The field with the rank of a view's values. */
  static byte[] rank(String view) {
    return utf8("_v:" + view);
  }

  /**
   * The hash that tells how far a view was pushed; in a cluster those of a project lie together.
   */
  static byte[] marker(String served, String view) {
    return utf8("ingot:{" + served + "}:" + view);
  }

  /** The name whose marker a key is; empty for any other key. */
  static Optional<String> marked(byte[] key) {
    return Optional.of(MARKER.matcher(text(key)))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1));
  }

  /** The key that tells under which name a project's features are served. */
  static byte[] serving(String project) {
    return utf8("ingot:" + project + ":serving");
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
