package io.ingot.quality.alert;

import io.ingot.core.project.Channel;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.report.CheckWords;
import io.ingot.core.report.Discretion;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Troubles in the words that may leave the house: without places of this machine, without addresses
 * of connections, and without what tells of a person.
 */
final class Wording {
  private static final int NAME = 300;
  private static final int SENTENCE = 700;

  /** A query may read any table. */
  private static final String ANY_TABLE = "query ";

  private static final Pattern LITERAL =
      Pattern.compile(
          "'(?:[^'\\\\]|\\\\.){0,10000}+(?:'|$)|\"(?:[^\"\\\\]|\\\\.){0,10000}+(?:\"|$)"
              + "|(?<![\\p{L}\\p{N}_])[0-9][0-9A-Za-z_.+-]*");

  private static final Pattern LIST = Pattern.compile("\\[.*");

  private final Project project;
  private final Discretion discretion;
  private final Personal personal;
  private final Links links;

  Wording(Project project) {
    this.project = project;
    this.discretion = new Discretion(project);
    this.personal = new Personal(project);
    this.links = new Links(project.watching().alerts().link());
  }

  Links links() {
    return links;
  }

  /** A trouble as a channel is told of it. */
  Item item(OpenTrouble trouble, Channel channel) {
    Notice notice = trouble.notice();
    return new Item(
        notice.trouble(),
        notice.table(),
        optional(check(notice.table(), notice.about()), NAME),
        Line.of(discretion.said(notice.measured()), SENTENCE),
        notice.value(),
        notice.wanted().map(words -> Line.of(wanted(notice, words), NAME)),
        notice.owner().map(name -> Line.of(name, NAME)),
        notice
            .sample()
            .filter(row -> channel.samples() && !isPersonal(notice))
            .map(row -> Line.of(row, NAME)),
        trouble.run(),
        trouble.since(),
        trouble.over(),
        links.of(trouble.run(), notice.table()));
  }

  /** Of a table's own, or of a suite, whose name stands in front. */
  private static boolean isQuery(String words) {
    return words.startsWith(ANY_TABLE) || words.contains(": " + ANY_TABLE);
  }

  private boolean isPersonal(Notice notice) {
    return isQuery(notice.about()) ? personal.anywhere() : personal.in(notice.table());
  }

  private String check(TableName table, String words) {
    Optional<Table> declared = project.table(table);
    String shown =
        declared.isPresent()
            ? new CheckWords(declared.get(), discretion).of(words)
            : discretion.declared(words);
    return isAboutPeople(table, words) ? withoutValues(shown) : shown;
  }

  private String wanted(Notice notice, String words) {
    boolean list = words.contains("[") || words.contains("'");
    return list && isAboutPeople(notice.table(), notice.about() + " " + words)
        ? withoutValues(words)
        : words;
  }

  private boolean isAboutPeople(TableName table, String words) {
    return isQuery(words) ? personal.anywhere() : personal.in(table, words);
  }

  /** What a file compares a personal column with may be somebody's. */
  private static String withoutValues(String words) {
    return LITERAL.matcher(LIST.matcher(words).replaceAll("[not shown]")).replaceAll("?");
  }

  private static Optional<String> optional(String text, int most) {
    return Optional.of(Line.of(text, most)).filter(line -> !line.isEmpty());
  }
}
