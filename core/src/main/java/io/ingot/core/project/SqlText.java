package io.ingot.core.project;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A query as it is told from others: without what only people read. */
final class SqlText {
  /**
   * The parts of a query as Spark's lexer takes them, as far as white space between them can
   * matter: a number keeps its exponent, and of operators the longest is taken.
   */
  private static final Pattern PARTS =
      Pattern.compile(
          "(?<gap>(?:--[^\\n]*+|/\\*(?s:.*?)\\*/|\\s++)++)"
              + "|(?<quoted>'(?:[^'\\\\]++|\\\\(?s:.))*+'|\"(?:[^\"\\\\]++|\\\\(?s:.))*+\"|`[^`]*+`)"
              + "|(?<number>(?:\\d++\\.?\\d*+|\\.\\d++)[eE][+-]?\\d++)"
              + "|(?<word>[\\p{L}\\p{N}_.]++)"
              + "|(?<compare>>>>|<=>|->|=>|<>|!=|<=|>=|==|<<|>>|\\|\\||=|<|>)"
              + "|(?<reckon>[-+*/%])"
              + "|(?s:.)");

  private final StringBuilder plain = new StringBuilder();
  private Kind before = Kind.OPENING;
  private boolean apart;

  private SqlText() {}

  /** The same text for queries that differ in comments and white space between parts alone. */
  static String plain(String sql) {
    SqlText text = new SqlText();
    Matcher parts = PARTS.matcher(sql);
    while (parts.find()) {
      if (parts.group("gap") == null) {
        text.add(parts.group(), kind(parts));
      } else {
        text.apart = true;
      }
    }
    return text.plain.toString().replaceAll("\\s*;\\s*$", "").strip();
  }

  private static Kind kind(Matcher part) {
    if (part.group("compare") != null) {
      return Kind.COMPARE;
    }
    if (part.group("reckon") != null) {
      return Kind.RECKON;
    }
    return switch (part.group()) {
      case "(" -> Kind.OPENING;
      case ")" -> Kind.CLOSING;
      case "," -> Kind.COMMA;
      default -> Kind.OTHER;
    };
  }

  private void add(String part, Kind kind) {
    boolean sign = kind == Kind.RECKON && before != Kind.OTHER && before != Kind.CLOSING;
    if (isApart(kind, sign)) {
      plain.append(' ');
    }
    plain.append(part);
    before = sign ? Kind.SIGN : kind;
    apart = false;
  }

  private boolean isApart(Kind kind, boolean sign) {
    if (before == Kind.OPENING || kind == Kind.CLOSING || kind == Kind.COMMA) {
      return false;
    }
    if (before == Kind.COMMA
        || before == Kind.COMPARE
        || before == Kind.RECKON
        || before == Kind.CLOSING) {
      return true;
    }
    if (kind == Kind.COMPARE) {
      return true;
    }
    if (kind == Kind.RECKON) {
      return !sign;
    }
    return kind != Kind.OPENING && before != Kind.SIGN && apart;
  }

  /** What a part is to the space around it. */
  private enum Kind {
    OPENING,
    CLOSING,
    COMMA,
    COMPARE,
    /** Between two values. */
    RECKON,
    /** Before one, or the star of {@code count(*)}. */
    SIGN,
    OTHER
  }
}
