package io.ingot.tests.cluster;

import java.util.regex.Pattern;

/** What a Spark job may be called: by what it does, to what. */
final class Sentences {
  /** A file name and a line number, or a name of Spark's own making. */
  private static final Pattern CALL_SITE = Pattern.compile(".* at \\S+\\.(java|scala):\\d+.*");

  /** Delta puts its own step around ours, and ours may be one of several. */
  private static final Pattern SENTENCE =
      Pattern.compile(
          "(Delta: )*((bronze|silver|gold|features)\\.\\w+(, batch \\d+)?|run [0-9T]+-[0-9a-f]{4}|"
              + "ingot \\w+ \\w+): [a-z][^\\n]{5,}");

  private Sentences() {}

  static boolean isOne(String description) {
    return SENTENCE.matcher(description).matches() && !CALL_SITE.matcher(description).matches();
  }
}
