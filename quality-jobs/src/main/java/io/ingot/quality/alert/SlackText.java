package io.ingot.quality.alert;

import io.ingot.core.batch.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A message as Slack takes it: blocks of its mrkdwn, within the lengths that <a
 * href="https://docs.slack.dev/reference/block-kit/blocks/">its reference</a> gives: 50 blocks, 150
 * characters of a header, 3000 of a section. What is left out is counted.
 */
final class SlackText {
  private static final int HEADER = 150;
  private static final int SECTION = 3000;
  private static final int FACT = 1000;

  /** An address that is cut leads nowhere; one of this length fits when all of it is escaped. */
  private static final int LINK = 500;

  /**
   * Fewer than Slack takes: nobody reads on, and all blocks together may not be too long either.
   */
  private static final int ITEMS = 20;

  private static final int ALL_ITEMS = 10_000;

  private SlackText() {}

  /** The body of the request. */
  static String of(Message message) {
    return Json.write(new Body(escaped(message.headline(), SECTION), blocks(message)));
  }

  private static List<Block> blocks(Message message) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(header(escaped(message.headline(), HEADER)));
    List<String> items = items(message);
    int told = room(items);
    items.subList(0, told).forEach(item -> blocks.add(section(item)));
    List<String> notes = new ArrayList<>();
    if (told < items.size()) {
      notes.add(code("and " + (items.size() - told) + " more"));
    }
    message.notes().forEach(note -> notes.add(code(note)));
    if (!notes.isEmpty()) {
      blocks.add(section(fitting(notes, SECTION)));
    }
    message
        .link()
        .filter(link -> link.length() <= LINK)
        .ifPresent(link -> blocks.add(section(link(link, "The run"))));
    return blocks;
  }

  private static List<String> items(Message message) {
    return Stream.concat(
            message.troubles().stream().map(item -> item(item, item.word())),
            message.resolved().stream().map(item -> item(item, "well again, was " + item.word())))
        .toList();
  }

  private static String item(Item item, String word) {
    List<String> lines = new ArrayList<>();
    String check = item.check().map(words -> " " + code(words)).orElse("");
    lines.add("*" + word + "* " + code(item.table().toString()) + check);
    item.facts().forEach(fact -> lines.add(code(fact)));
    item.link()
        .filter(link -> link.length() <= LINK)
        .ifPresent(link -> lines.add(link(link, "The table")));
    return fitting(lines, SECTION);
  }

  /** As many lines as there is room for. */
  private static String fitting(List<String> lines, int most) {
    StringBuilder text = new StringBuilder(lines.get(0));
    lines.stream()
        .skip(1)
        .filter(line -> text.length() + 1 + line.length() <= most)
        .forEach(line -> text.append('\n').append(line));
    return text.toString();
  }

  /** How many of the items there is room for. */
  private static int room(List<String> items) {
    int told = 0;
    int length = 0;
    while (told < Math.min(ITEMS, items.size()) && length + items.get(told).length() <= ALL_ITEMS) {
      length += items.get(told).length();
      told++;
    }
    return told;
  }

  private static Block header(String text) {
    return new Block("header", new Plain("plain_text", text, false));
  }

  /** Told word by word, so that Slack makes no links and mentions of its own. */
  private static Block section(String mrkdwn) {
    return new Block("section", new Mrkdwn("mrkdwn", mrkdwn, true));
  }

  /** As code, so that nothing in it is markup; a backtick would end it. */
  private static String code(String text) {
    return "`" + escaped(text.replace('`', '\''), FACT) + "`";
  }

  private static String link(String address, String words) {
    return "<" + escaped(address, SECTION) + "|" + words + ">";
  }

  /** With Slack's three characters of markup escaped, and cut so that it is no longer than that. */
  private static String escaped(String text, int most) {
    StringBuilder escaped = new StringBuilder();
    for (int point : text.codePoints().toArray()) {
      String next =
          switch (point) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> Character.toString(point);
          };
      if (escaped.length() + next.length() > most) {
        break;
      }
      escaped.append(next);
    }
    return escaped.toString();
  }

  /** A block by Slack's keys, as are its texts. */
  private record Block(String type, Object text) {}

  private record Plain(String type, String text, boolean emoji) {}

  private record Mrkdwn(String type, String text, boolean verbatim) {}

  private record Body(String text, List<Block> blocks) {}
}
