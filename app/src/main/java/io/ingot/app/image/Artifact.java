package io.ingot.app.image;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One jar by its coordinates in Maven. */
record Artifact(String group, String name, String version) {
  private static final Pattern LINE =
      Pattern.compile("\\s*([\\w.-]+):([\\w.-]+):jar:([\\w.+-]+):(?:compile|runtime)\\b.*");

  /** Reads a line of what {@code dependency:list} writes; it has headings too. */
  static Optional<Artifact> of(String line) {
    Matcher found = LINE.matcher(line);
    return found.matches()
        ? Optional.of(new Artifact(found.group(1), found.group(2), found.group(3)))
        : Optional.empty();
  }

  /** Its name in a folder of jars. */
  String file() {
    return name + "-" + version + ".jar";
  }

  /** The package URL, by which scanners look up known holes. */
  String purl() {
    return "pkg:maven/" + group + "/" + name + "@" + version + "?type=jar";
  }
}
