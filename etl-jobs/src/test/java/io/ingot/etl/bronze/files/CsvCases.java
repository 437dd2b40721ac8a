package io.ingot.etl.bronze.files;

import static io.ingot.etl.bronze.files.CsvCase.aside;
import static io.ingot.etl.bronze.files.CsvCase.bad;
import static io.ingot.etl.bronze.files.CsvCase.good;
import static io.ingot.etl.bronze.files.CsvCase.join;
import static io.ingot.etl.bronze.files.CsvCase.noText;

import io.ingot.etl.bronze.files.CsvCase.Dialect;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** CSV of many dialects, and with every damage that is told. */
final class CsvCases {
  private static final Dialect PLAIN = Dialect.of();
  private static final Dialect SEMICOLON = PLAIN.separator(";");
  private static final Dialect TAB = PLAIN.separator("\\t");
  private static final Dialect TWO = PLAIN.separator("||");
  private static final Dialect SINGLE = PLAIN.quote("'");
  private static final Dialect BACKSLASH = PLAIN.escape("\\");
  private static final Dialect LATIN = PLAIN.encoding("ISO-8859-1");
  private static final Dialect WINDOWS = PLAIN.encoding("windows-1252");
  private static final Dialect WIDE = PLAIN.encoding("UTF-16LE");
  private static final Dialect HEADLESS = PLAIN.columns("id", "name");
  private static final Dialect LINES = PLAIN.multiLine();
  private static final String MIB = "x".repeat(1 << 20);

  private CsvCases() {}

  static List<CsvCase> all() {
    List<CsvCase> all = new ArrayList<>();
    all.addAll(dialects());
    all.addAll(shapes());
    all.addAll(encodings());
    all.addAll(severalLines());
    all.addAll(damagedFields());
    all.addAll(damagedText());
    all.addAll(damagedSeveralLines());
    all.addAll(damagedFiles());
    return all;
  }

  private static List<CsvCase> dialects() {
    return List.of(
        good("plain", PLAIN, "id,name\n1,Ann\n2,Bob\n", "1|Ann", "2|Bob"),
        good("semicolon", SEMICOLON, "id;name\n1;Ann, the first\n", "1|Ann, the first"),
        good("tab", TAB, "id\tname\n1\t Ann \n", "1| Ann "),
        good("pipe", PLAIN.separator("|"), "id|name\n1|Ann\n", "1|Ann"),
        good(
            "two characters",
            TWO,
            "id||name\n1||Ann\n2||\"a||b|\"\n".replace("||b|", "--"),
            "1|Ann",
            "2|a--"),
        good(
            "half a separator",
            TWO.separator("::"),
            "id::name\n1::a:b\n2::\"x::y\"\n",
            "1|a:b",
            "2|x::y"),
        good("unit separator", PLAIN.separator("\u001f"), "id\u001fname\n1\u001fAnn\n", "1|Ann"),
        good("separator beyond ASCII", PLAIN.separator("¦"), "id¦name\n1¦Änn\n", "1|Änn"),
        good("space", PLAIN.separator(" "), "id name\n1 \"Ann B\"\n", "1|Ann B"),
        good("single quotes", SINGLE, "id,name\n1,'Ann''s \"own\"'\n", "1|Ann's \"own\""),
        good("quote beyond ASCII", PLAIN.quote("¬"), "id,name\n1,¬a,b¬\n", "1|a,b"),
        good(
            "doubled quotes",
            PLAIN,
            "id,name\n1,\"say \"\"hi\"\"\"\n2,\"\"\"\"\n",
            "1|say \"hi\"",
            "2|\""),
        good("backslash", BACKSLASH, "id,name\n1,\"say \\\"hi\\\"\"\n", "1|say \"hi\""),
        good(
            "backslash before itself",
            BACKSLASH,
            "id,name\n1,\"a\\\\\"\n2,\"a\\b\"\n",
            "1|a\\",
            "2|a\\b"),
        good("backslash outside quotes", BACKSLASH, "id,name\n1,C:\\dir\\\n", "1|C:\\dir\\"),
        good(
            "escape and quote of one's own",
            SINGLE.escape("!"),
            "id,name\n1,'it!'s!'\n".replace("s!'", "s'"),
            "1|it's"));
  }

  private static List<CsvCase> shapes() {
    return List.of(
        good("carriage returns", PLAIN, "id,name\r1,Ann\r2,Bob\r", "1|Ann", "2|Bob"),
        good("both line ends", PLAIN, "id,name\r\n1,Ann\r\n2,Bob\r\n", "1|Ann", "2|Bob"),
        good(
            "line ends mixed",
            PLAIN,
            "id,name\n1,Ann\r2,Bob\r\n3,Cid\n",
            "1|Ann",
            "2|Bob",
            "3|Cid"),
        good("no last line end", PLAIN, "id,name\n1,Ann\n2,Bob", "1|Ann", "2|Bob"),
        good("no last field", PLAIN, "id,name\n1,", "1|~"),
        good("mark", PLAIN, "\uFEFFid,name\n1,Ann\n", "1|Ann"),
        good("mark and quotes", PLAIN, "\uFEFF\"id\",\"name\"\n1,Ann\n", "1|Ann"),
        good("blank lines", PLAIN, "\n \nid,name\n\n1,Ann\n\t\n\r\n2,Bob\n\n", "1|Ann", "2|Bob"),
        good("tabs are fields", TAB, "id\tname\n\t\n1\tAnn\n", "~|~", "1|Ann"),
        good("header in another order", PLAIN, "name,id\nAnn,1\n", "1|Ann"),
        good("header in capitals", PLAIN, "ID,Name\n1,Ann\n", "1|Ann"),
        good("header with spaces", PLAIN, "id , name\n1,Ann\n", "1|Ann"),
        good("one column more", PLAIN, "id,name,note\n1,Ann,x\n", "1|Ann|x"),
        good("declared columns", HEADLESS, "1,Ann\n2,Bob\n", "1|Ann", "2|Bob"),
        good("declared columns and a mark", HEADLESS, "\uFEFF1,Ann\n", "1|Ann"),
        good("declared columns in another order", PLAIN.columns("name", "id"), "Ann,1\n", "1|Ann"),
        good("no record", PLAIN, "id,name\n"),
        good("blank file", PLAIN, "\n \r\n"),
        good("nothing is no text of none", PLAIN, "id,name\n1,\n2,\"\"\n", "1|~", "2|"),
        good("spaces stay", PLAIN, "id,name\n 7 ,\" a \"\n8, \n", " 7 | a ", "8| "),
        good("NUL stays", PLAIN, "id,name\n1,a\0b\n", "1|a\0b"),
        good("formulas stay", PLAIN, "id,name\n1,=cmd|x\n".replace("|", "!"), "1|=cmd!x"),
        good("hashes are no comment", PLAIN, "id,name\n#1,Ann\n", "#1|Ann"),
        good("a field as long as may be", PLAIN, "id,name\n1," + MIB + "\n", "1|" + MIB));
  }

  private static List<CsvCase> encodings() {
    return List.of(
        good("UTF-8", PLAIN, "id,name\n1,Zoë 東京 😀\n", "1|Zoë 東京 😀"),
        good("Latin", LATIN, "id,name\n1,Zoë\n", "1|Zoë"),
        good("Latin breaks no line at 0x85", LATIN, "id,name\n1,a\u0085b\n", "1|a\u0085b"),
        good("Windows", WINDOWS, "id,name\n1,„10 €“\n", "1|„10 €“"),
        good("Shift_JIS", PLAIN.encoding("Shift_JIS"), "id,name\n1,表示\n", "1|表示"),
        good("GB18030", PLAIN.encoding("GB18030"), "id,name\n1,中文😀\n", "1|中文😀"),
        good("EBCDIC", PLAIN.encoding("IBM1047"), "id,name\n1,Ann\n", "1|Ann"),
        good(
            "UTF-16 with a mark",
            PLAIN.encoding("UTF-16"),
            "id,name\n1,Zoë\n2,ਊ\u0d0a\n",
            "1|Zoë",
            "2|ਊ\u0d0a"),
        good(
            "UTF-16 with a mark of the other end",
            PLAIN.encoding("UTF-16"),
            "\uFEFFid,name\r\n1,ਊ\r\n".getBytes(StandardCharsets.UTF_16LE),
            "1|ਊ"),
        good(
            "UTF-16 without a mark",
            PLAIN.encoding("UTF-16"),
            "id,name\n1,Zoë\n".getBytes(StandardCharsets.UTF_16BE),
            "1|Zoë"),
        good("UTF-16LE", WIDE, "id,name\r1,\"ਊ😀\"\"\"\r", "1|ਊ😀\""),
        good("UTF-16LE with a mark", WIDE, "\uFEFFid,name\n1,Zoë\n", "1|Zoë"),
        good("UTF-32", PLAIN.encoding("UTF-32"), "id,name\n1,😀\n", "1|😀"));
  }

  private static List<CsvCase> severalLines() {
    return List.of(
        good(
            "line breaks in a field",
            LINES,
            "id,name\n1,\"a\nb\r\nc\rd\"\n2,Bob\n",
            "1|a\nb\r\nc\rd",
            "2|Bob"),
        good(
            "blank lines in a field",
            LINES,
            "id,name\n1,\"a\n\n \nb\"\n\n2,Bob\n",
            "1|a\n\n \nb",
            "2|Bob"),
        good("line breaks in two fields", LINES, "name,id\n\"a\nb\",\"1\n2\"\n", "1\n2|a\nb"),
        good("a quote at the line's end", LINES, "id,name\n1,\"a\"\"\nb\"\n", "1|a\"\nb"),
        good(
            "line breaks, escaped",
            LINES.escape("\\"),
            "id,name\n1,\"a\\\"\n\\\"b\"\n",
            "1|a\"\n\"b"),
        good(
            "line breaks in UTF-16",
            WIDE.multiLine(),
            "id,name\n1,\"ਊ\nb\"\n2,Bob\n",
            "1|ਊ\nb",
            "2|Bob"),
        good(
            "line breaks in a long field",
            LINES,
            "id,name\n1,\"" + "some words\n".repeat(50_000) + "\"\n2,Bob\n",
            "1|" + "some words\n".repeat(50_000),
            "2|Bob"));
  }

  private static List<CsvCase> damagedFields() {
    return List.of(
        bad("one field too few", PLAIN, Flaw.FIELD_COUNT, "2"),
        bad("one field too many", PLAIN, Flaw.FIELD_COUNT, "2,Bob,more"),
        bad("a separator at the end", PLAIN, Flaw.FIELD_COUNT, "2,Bob,"),
        bad("a sea of separators", PLAIN, Flaw.FIELD_COUNT, ",".repeat(30_000)),
        bad("another separator", SEMICOLON, Flaw.FIELD_COUNT, "2,Bob"),
        bad("half a separator in a line", TWO, Flaw.FIELD_COUNT, "2!Bob"),
        bad("too few of declared columns", HEADLESS, Flaw.FIELD_COUNT, "2"),
        bad("too few in UTF-16", WIDE, Flaw.FIELD_COUNT, "ਊ"),
        bad("quotes where none are declared", SINGLE, Flaw.FIELD_COUNT, "2,\"Bob, the second\""),
        bad("quote not closed", PLAIN, Flaw.QUOTE, "2,\"Bob"),
        bad("quote not closed in a first field", PLAIN, Flaw.QUOTE, "\"2,Bob"),
        bad("a quote alone", PLAIN, Flaw.QUOTE, "2,\""),
        bad("text after a quote", PLAIN, Flaw.QUOTE, "2,\"Bob\"by"),
        bad("a space after a quote", PLAIN, Flaw.QUOTE, "\"2\" ,Bob"),
        bad("a space before a quote", PLAIN, Flaw.QUOTE, "2, \"Bob\""),
        bad("quote in a field", PLAIN, Flaw.QUOTE, "2,B\"o\"b"),
        bad("an inch", PLAIN, Flaw.QUOTE, "2,17\""),
        bad("backslash where quotes double", PLAIN, Flaw.QUOTE, "2,\"a\\\"b\""),
        bad("doubled quotes where a backslash escapes", BACKSLASH, Flaw.QUOTE, "2,\"a\"\"b\""),
        bad("escaped to the end", BACKSLASH, Flaw.QUOTE, "2,\"Bob\\\""),
        bad("single quote not closed", SINGLE, Flaw.QUOTE, "2,'Bob"),
        bad("quote not closed by tabs", TAB, Flaw.QUOTE, "2\t\"Bob"),
        bad("quote not closed in Latin", LATIN, Flaw.QUOTE, "2,\"Zoë"));
  }

  private static List<CsvCase> damagedText() {
    byte[] latin = "2,Zoë".getBytes(StandardCharsets.ISO_8859_1);
    byte[] long9 = ("2," + "y".repeat(9 << 20)).getBytes(StandardCharsets.UTF_8);
    byte[] long1 = ("2," + MIB + "y").getBytes(StandardCharsets.UTF_8);
    byte[] quoted = ("2,\"" + MIB + "y\"").getBytes(StandardCharsets.UTF_8);
    byte[] many = ",\"z\"".repeat(3 << 20).getBytes(StandardCharsets.UTF_8);
    return List.of(
        noText("Latin in UTF-8", PLAIN, latin),
        noText("Latin in UTF-8 lines", LINES, latin),
        noText("half a character", PLAIN, new byte[] {'2', ',', (byte) 0xe2, (byte) 0x82}),
        noText("a surrogate", PLAIN, new byte[] {'2', ',', (byte) 0xed, (byte) 0xa0, (byte) 0x80}),
        noText("an overlong slash", PLAIN, new byte[] {'2', ',', (byte) 0xc0, (byte) 0xaf}),
        noText("no byte of Windows", WINDOWS, new byte[] {'2', ',', (byte) 0x81}),
        noText("no byte of ASCII", PLAIN.encoding("US-ASCII"), latin),
        noText("half a pair", WIDE, new byte[] {'2', 0, ',', 0, 0x3d, (byte) 0xd8}),
        noText("half a character and a quote", PLAIN, new byte[] {'2', ',', '"', (byte) 0xff}),
        bad("a record too long", PLAIN, Flaw.OVERSIZE, long9, cut(long9)),
        bad("a record of many fields too long", PLAIN, Flaw.OVERSIZE, many, cut(many)),
        bad("a record too long among lines", LINES, Flaw.OVERSIZE, long9, cut(long9)),
        bad("a field too long", PLAIN, Flaw.OVERSIZE, long1, cut(long1)),
        bad("a quoted field too long", PLAIN, Flaw.OVERSIZE, quoted, cut(quoted)));
  }

  private static String cut(byte[] record) {
    return new String(record, 0, 1_000, StandardCharsets.UTF_8)
        + "... ("
        + record.length
        + " bytes, SHA-256 "
        + Excess.of(record, 0, record.length).hash()
        + ")";
  }

  private static List<CsvCase> damagedSeveralLines() {
    return List.of(
        bad("a quote that the file ends in", LINES, Flaw.QUOTE, "2,\"Bob"),
        bad("a quote that the file ends in, in UTF-16", WIDE.multiLine(), Flaw.QUOTE, "2,\"Bob"),
        swallowing("a quote that another opens", "", "4,\"Dan\nstreet\"\n", "4|Dan\nstreet"),
        swallowing("a quote far from the next", "5,Eve\n".repeat(190_000), "4,\"x\"\n", "4|x"),
        bad("too many fields on two lines", LINES, Flaw.FIELD_COUNT, "2,\"Bob\nby\",more"),
        bad("text after a quote among lines", LINES, Flaw.QUOTE, "2,\"Bob\"by"));
  }

  /** An open quote takes its own line with it, and none of those that follow. */
  private static CsvCase swallowing(String name, String filler, String last, String row) {
    byte[] before = LINES.bytes("id,name\n1,Ann\n");
    byte[] after = LINES.bytes("3,Cid\n" + filler + last);
    List<String> good = new ArrayList<>(List.of("1|Ann", "3|Cid"));
    filler.lines().forEach(line -> good.add(line.replace(',', '|')));
    good.add(row);
    return new CsvCase(
        name,
        LINES.read(),
        join(before, LINES.bytes("2,\"Bob\n"), after),
        good,
        List.of("QUOTE|2,\"Bob|" + before.length),
        new CsvCase.Twin(LINES.read(), join(before, after)));
  }

  private static List<CsvCase> damagedFiles() {
    byte[] umlauts = "id,name\n1,ä\n2,ö\n3,Cid\n".getBytes(StandardCharsets.ISO_8859_1);
    return List.of(
        aside(
            "a name missing",
            PLAIN,
            Flaw.HEADER,
            PLAIN.bytes("id,,name\n1,2,3\n"),
            "it has a column without a name"),
        aside(
            "a name twice",
            PLAIN,
            Flaw.HEADER,
            PLAIN.bytes("id,name,id\n1,2,3\n"),
            "it has the column id twice"),
        aside(
            "a name twice but for its case",
            PLAIN,
            Flaw.HEADER,
            PLAIN.bytes("id,name,ID\n1,2,3\n"),
            "it has the column ID twice"),
        aside(
            "an open quote in the header",
            PLAIN,
            Flaw.HEADER,
            PLAIN.bytes("id,\"name\n1,2\n"),
            "its header has a quote that is not closed, or within a name"),
        aside(
            "Latin in the header",
            PLAIN,
            Flaw.HEADER,
            "id,größe\n1,2\n".getBytes(StandardCharsets.ISO_8859_1),
            "its header is no text of the declared encoding"),
        aside(
            "a header too long",
            PLAIN,
            Flaw.HEADER,
            PLAIN.bytes(MIB + "yy,id\n1,2\n"),
            "its header is longer than a record may be"),
        aside(
            "a header of too many names",
            PLAIN,
            Flaw.HEADER,
            PLAIN.bytes("a,".repeat(25_000) + "a\n"),
            "its header has more than 20480 columns"),
        aside(
            "a header far down",
            PLAIN,
            Flaw.HEADER,
            PLAIN.bytes("\n".repeat(5_000) + "id,name\n1,2\n"),
            "its first 4096 bytes are blank, and hold no header"),
        aside(
            "UTF-16 by its mark",
            PLAIN,
            Flaw.ENCODING,
            "id,name\n1,Ann\n".getBytes(StandardCharsets.UTF_16),
            "it begins with the mark of UTF-16BE, but its encoding is declared as UTF-8"),
        aside(
            "UTF-32 by its mark",
            LATIN,
            Flaw.ENCODING,
            "\uFEFFid,name\n1,Ann\n".getBytes(Charset.forName("UTF-32LE")),
            "it begins with the mark of UTF-32LE, but its encoding is declared as ISO-8859-1"),
        aside(
            "UTF-16 of the other end",
            WIDE,
            Flaw.ENCODING,
            "id,name\n1,Ann\n".getBytes(StandardCharsets.UTF_16),
            "it begins with the mark of UTF-16BE, but its encoding is declared as UTF-16LE"),
        aside(
            "UTF-8 by its mark",
            LATIN,
            Flaw.ENCODING,
            "\uFEFFid,name\n1,Ann\n".getBytes(StandardCharsets.UTF_8),
            "it begins with the mark of UTF-8, but its encoding is declared as ISO-8859-1"),
        aside(
            "Latin all over",
            PLAIN,
            Flaw.ENCODING,
            umlauts,
            "2 of the first 4 lines are no UTF-8 text; declare the encoding that the files have"),
        aside(
            "gzip by its bytes",
            PLAIN,
            Flaw.BAD_FILE,
            new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0},
            "it holds gzip data, but its name does not end in .gz"));
  }
}
