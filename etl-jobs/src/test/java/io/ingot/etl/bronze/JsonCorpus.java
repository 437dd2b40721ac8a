package io.ingot.etl.bronze;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** JSON records with the verdict that each has to get: {@code ok} or a reason code. */
public final class JsonCorpus {
  private static final String LINES =
      """
      ok            {}
      ok            { }
      ok            {"":1}
      ok            {"a":null}
      ok            {"a":true,"b":false}
      ok            \t{"a" :\t1}\s
      ok            {"a":0}
      ok            {"a":-0}
      ok            {"a":-0.0}
      ok            {"a":1e400}
      ok            {"a":1E+2,"b":1e-2,"c":1.5e0}
      ok            {"a":12345678901234567890123456789012345678901234567890}
      ok            {"a":0.1000000000000000055511151231257827021181583404541015625}
      ok            {"a":"","b":" "}
      ok            {"a":"\\"\\\\\\/\\b\\f\\n\\r\\t"}
      ok            {"a":"\\u0041\\u00e4\\u4e2d"}
      ok            {"a":"\\ud83d\\ude00"}
      ok            {"a":"\\uD83D\\uDE00 and \\uD83D\\uDE01"}
      ok            {"\\ud83d\\ude00":1}
      ok            {"a":"\\u0000"}
      ok            {"a":"ä 中 😀"}
      ok            {"ä":1,"中":2,"😀":3}
      ok            {"a":"// no comment","b":"/* none */"}
      ok            {"a":"NaN","b":"Infinity"}
      ok            {"a":"}{]["}
      ok            {"a":[],"b":{}}
      ok            {"a":[1,"x",null,true,{"b":[]}]}
      ok            {"a":{"a":{"a":1}}}
      ok            {"a":1,"A":2}
      ok            {"a":[{"b":1},{"b":1}]}
      ok            {"a":{"c":1},"b":{"c":1}}
      ok            {"a":1," a":2,"a ":3}
      ok            {"a.b":1,"a":{"b":2}}
      ok            {"\\u00e9":1,"e\\u0301":2}
      ok            {"a":"\\uFFFD"}
      ok            {"a":"\\uFEFF"}
      ok            {"a":"\u007f"}
      ok            {"__proto__":1,"constructor":2}
      BAD_JSON      {
      BAD_JSON      }
      BAD_JSON      {"a"
      BAD_JSON      {"a":
      BAD_JSON      {"a":1
      BAD_JSON      {"a":1,
      BAD_JSON      {"a":1,}
      BAD_JSON      {,"a":1}
      BAD_JSON      {"a":1,,"b":2}
      BAD_JSON      {"a" 1}
      BAD_JSON      {"a"=1}
      BAD_JSON      {"a":1 "b":2}
      BAD_JSON      {"a":1;"b":2}
      BAD_JSON      {a:1}
      BAD_JSON      {'a':1}
      BAD_JSON      {"a":'x'}
      BAD_JSON      {1:2}
      BAD_JSON      {null:2}
      BAD_JSON      {"a":x}
      BAD_JSON      {"a":True}
      BAD_JSON      {"a":NULL}
      BAD_JSON      {"a":nul}
      BAD_JSON      {"a":nulls}
      BAD_JSON      {"a":undefined}
      BAD_JSON      {"a":"x}
      BAD_JSON      {"a":x"}
      BAD_JSON      {"a":"\\x"}
      BAD_JSON      {"a":"\\u12"}
      BAD_JSON      {"a":"\\u12G4"}
      BAD_JSON      {"a":"\\'"}
      BAD_JSON      {"a":"tab	inside"}
      BAD_JSON      {"a":01}
      BAD_JSON      {"a":-01}
      BAD_JSON      {"a":00}
      BAD_JSON      {"a":+1}
      BAD_JSON      {"a":.5}
      BAD_JSON      {"a":5.}
      BAD_JSON      {"a":-}
      BAD_JSON      {"a":1e}
      BAD_JSON      {"a":1e+}
      BAD_JSON      {"a":0x10}
      BAD_JSON      {"a":1_000}
      BAD_JSON      {"a":1.2.3}
      BAD_JSON      {"a":--1}
      BAD_JSON      {"a":1L}
      BAD_JSON      {"a":+INF}
      BAD_JSON      {"a":INF}
      BAD_JSON      {"a":nan}
      BAD_JSON      {"a":[1,]}
      BAD_JSON      {"a":[,1]}
      BAD_JSON      {"a":[1 2]}
      BAD_JSON      {"a":[1}
      BAD_JSON      {"a":[1}]
      BAD_JSON      {"a":{"b":1]}
      TRAILING_DATA {"a":1}}x{
      BAD_JSON      {"a":1 /* note */}
      BAD_JSON      {"a":1 // note
      BAD_JSON      # {"a":1}
      BAD_JSON      [1,2
      BAD_JSON      "x
      BAD_JSON      x
      BAD_JSON      id;name
      BAD_JSON      <a>1</a>
      BAD_JSON      \uFEFF{"a":1}
      BAD_JSON      \u00a0{"a":1}
      NOT_OBJECT    null
      NOT_OBJECT    true
      NOT_OBJECT    false
      NOT_OBJECT    0
      NOT_OBJECT    -1.5e3
      NOT_OBJECT    ""
      NOT_OBJECT    "{}"
      ARRAY         []
      ARRAY         [{"a":1}]
      ARRAY         [{"a":1},{"a":2}]
      ARRAY         [[]]
      DUP_KEY       {"a":1,"a":1}
      DUP_KEY       {"a":1,"b":2,"a":3}
      DUP_KEY       {"a":null,"a":1}
      DUP_KEY       {"":1,"":2}
      DUP_KEY       {"a":1,"\\u0061":2}
      DUP_KEY       {"x":{"a":1,"a":2}}
      DUP_KEY       {"x":[{"a":1},{"b":1,"b":2}]}
      DUP_KEY       [{"a":1,"a":2}]
      DUP_KEY       {"a":{"b":1},"a":{"c":1}}
      TRAILING_DATA {} {}
      TRAILING_DATA {"a":1}{"a":2}
      TRAILING_DATA {"a":1},
      TRAILING_DATA {"a":1}]
      TRAILING_DATA {"a":1};
      TRAILING_DATA {"a":1} // note
      TRAILING_DATA {"a":1} garbage
      TRAILING_DATA {"a":1} null
      TRAILING_DATA [] {}
      TRAILING_DATA null null
      TRAILING_DATA "a" "b"
      TRAILING_DATA 1 2
      NON_FINITE    {"a":NaN}
      NON_FINITE    {"a":Infinity}
      NON_FINITE    {"a":-Infinity}
      NON_FINITE    {"a":[1,NaN]}
      NON_FINITE    {"x":{"y":{"z":-Infinity}}}
      NON_FINITE    NaN
      ENCODING      {"a":"\\ud83d"}
      ENCODING      {"a":"\\ude00"}
      ENCODING      {"a":"\\ude00\\ud83d"}
      ENCODING      {"a":"\\ud83dx"}
      ENCODING      {"a":"\\uD83D\\uD83D\\uDE00"}
      ENCODING      {"\\udc00":1}
      ENCODING      {"x":[{"y":"ok \\uDFFF"}]}
      """;

  private JsonCorpus() {}

  /**
   * One record.
   *
   * @param verdict {@code ok} or a reason code
   */
  public record Case(String verdict, String text) {}

  /** All of them. */
  public static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    LINES
        .lines()
        .forEach(
            line -> {
              String[] parts = line.split(" +", 2);
              cases.add(new Case(parts[0], parts[1]));
            });
    cases.add(new Case("BAD_JSON", ""));
    cases.add(new Case("BAD_JSON", " \t"));
    cases.add(new Case("BAD_JSON", "{\"a\":\"line\nbreak\"}"));
    cases.add(new Case("BAD_JSON", "{\"a\":\"nul\u0000\"}"));
    cases.add(new Case("BAD_JSON", "{\"a\":1\u0000}"));
    cases.add(new Case("TRAILING_DATA", "{\"a\":1}\u0000"));
    cases.add(new Case("ok", "{\r\n\"a\": 1\n}\n"));
    cases.add(new Case("ok", inside(99, "1")));
    cases.add(new Case("TOO_DEEP", inside(100, "1")));
    cases.add(new Case("TOO_DEEP", inside(100_000, "1")));
    cases.add(new Case("TOO_DEEP", "[".repeat(100_000)));
    cases.add(new Case("TOO_DEEP", "{\"a\":".repeat(101)));
    cases.add(new Case("BAD_JSON", "{\"a\":".repeat(100)));
    cases.add(new Case("ok", "{\"a\":\"" + "x".repeat(100_000) + "\"}"));
    cases.add(new Case("ok", "{\"a\":" + "9".repeat(100_000) + "}"));
    cases.add(new Case("ok", "{\"" + "k".repeat(100_000) + "\":1}"));
    return cases;
  }

  /** A value below one object and so many arrays less one. */
  private static String inside(int levels, String value) {
    return "{\"a\":" + "[".repeat(levels) + value + "]".repeat(levels) + "}";
  }

  /** Records made of these by damage to one to three places; the same ones each time. */
  public static List<String> mutated(int count) {
    Random random = new Random(20261121);
    // Half of the damage is to good records, of which more is left.
    List<String> known =
        Stream.concat(
                all().stream(), all().stream().filter(record -> record.verdict().equals("ok")))
            .map(Case::text)
            .filter(text -> text.length() < 500)
            .toList();
    return Stream.generate(() -> mutated(known.get(random.nextInt(known.size())), random))
        .limit(count)
        .toList();
  }

  /** The text with one to three characters or pieces taken away, put in, doubled or changed. */
  private static String mutated(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    String pieces = "{}[]:,\"\\u0123456789eE+-. \t\ntrfalsnNaInity/*#\u0000\u00e4\ufeff";
    for (int times = random.nextInt(3); times >= 0; times--) {
      int at = random.nextInt(changed.length() + 1);
      int to = Math.min(changed.length(), at + 1 + random.nextInt(6));
      switch (random.nextInt(5)) {
        case 0 -> changed.insert(at, pieces.charAt(random.nextInt(pieces.length())));
        case 1 -> changed.delete(at, to);
        case 2 -> changed.insert(at, changed.substring(at, to));
        case 3 -> changed.setLength(at);
        default ->
            changed.replace(
                at, Math.min(at + 1, to), pieces.substring(random.nextInt(pieces.length())));
      }
    }
    return changed.toString();
  }
}
