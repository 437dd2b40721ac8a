package io.ingot.quality.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A message as an e-mail. */
final class MailText {
  private static final int SUBJECT = 150;

  private MailText() {}

  /** One line, since a line break would begin another header. */
  static String subject(Message message) {
    return Line.of(message.headline(), SUBJECT);
  }

  /** For readers of plain text. */
  static String plain(Message message) {
    List<String> lines = new ArrayList<>();
    lines.add(message.headline());
    message.troubles().forEach(item -> lines.addAll(plain(item, item.word())));
    message.resolved().forEach(item -> lines.addAll(plain(item, "well again, was " + item.word())));
    lines.add("");
    lines.addAll(message.notes());
    message.link().ifPresent(lines::add);
    return String.join("\n", lines) + "\n";
  }

  private static List<String> plain(Item item, String word) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(word + ": " + item.table() + item.check().map(check -> ", " + check).orElse(""));
    item.facts().forEach(fact -> lines.add("  " + fact));
    item.link().ifPresent(link -> lines.add("  " + link));
    return lines;
  }

  /** For everybody else. */
  static String html(Message message) {
    StringBuilder page = new StringBuilder("<!DOCTYPE html><html><body>\n");
    page.append("<p><b>").append(escaped(message.headline())).append("</b></p>\n");
    message.troubles().forEach(item -> page.append(html(item, item.word())));
    message.resolved().forEach(item -> page.append(html(item, "well again, was " + item.word())));
    page.append("<p>").append(lines(message.notes())).append("</p>\n");
    message.link().ifPresent(link -> page.append("<p>").append(link(link)).append("</p>\n"));
    return page.append("</body></html>\n").toString();
  }

  private static String html(Item item, String word) {
    return "<p><b>"
        + escaped(word)
        + "</b> <code>"
        + escaped(item.table().toString())
        + "</code> "
        + item.check().map(check -> "<code>" + escaped(check) + "</code>").orElse("")
        + "<br>"
        + lines(item.facts())
        + item.link().map(link -> "<br>" + link(link)).orElse("")
        + "</p>\n";
  }

  private static String lines(List<String> lines) {
    return lines.stream().map(MailText::escaped).collect(Collectors.joining("<br>"));
  }

  private static String link(String address) {
    return "<a href=\"" + escaped(address) + "\">" + escaped(address) + "</a>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
