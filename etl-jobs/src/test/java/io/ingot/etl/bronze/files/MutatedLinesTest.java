package io.ingot.etl.bronze.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.CsvDialect;
import io.ingot.etl.bronze.files.CsvCase.Dialect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Ten thousand lines with something done to them; the seed is fixed. */
class MutatedLinesTest {
  private static final int FILES = 40;
  private static final int LINES = 250;
  private static final Dialect PLAIN = Dialect.of().columns("id", "name", "note");
  private static final List<CsvDialect> DIALECTS =
      List.of(
          PLAIN.read(),
          PLAIN.separator(";").quote("'").read(),
          PLAIN.separator("||").encoding("ISO-8859-1").read(),
          PLAIN.multiLine().read(),
          PLAIN.separator("\t").encoding("windows-1252").multiLine().read());
  private static final List<String> ODD =
      List.of(
          "\"", "'", ",", ";", "\t", "||", "|", "\n", "\r", "\r\n", "\0", "\"\"", "\\", " ",
          "\u001a", "\uFEFF", "\",\"", "\"\n", "\n\"");

  private final Random random = new Random(20261121);

  @Test
  void everyByteOfAMutatedFileIsAccountedForOnceWhereverItIsCut() throws IOException {
    Map<String, Integer> seen = new TreeMap<>();
    for (int i = 0; i < FILES; i++) {
      CsvLines format = new CsvLines(DIALECTS.get(i % DIALECTS.size()), PLAIN.read().columns());
      Mutated file = mutated(format.dialect());

      List<FoundRow> rows = whole(format, file.bytes());

      rows.forEach(row -> seen.merge(row.fault(), 1, Integer::sum));
      Walk walk = new Walk(format.dialect(), file.bytes());
      rows.forEach(walk::pass);
      walk.end();
      if (!format.dialect().multiLine()) {
        assertThat(rows).extracting(FoundRow::position).isEqualTo(starts(file.bytes()));
        assertThat(rows.stream().filter(row -> file.sound().containsKey(row.position())))
            .extracting(FoundRow::fields)
            .containsExactlyElementsOf(file.sound().values());
        assertThat(inParts(format, file.bytes())).isEqualTo(rows);
      }
    }
    // Each kind of damage and good rows, thousands of them, or the test would show little.
    assertThat(seen).containsOnlyKeys("", "ENCODING", "FIELD_COUNT", "QUOTE");
    assertThat(seen.values()).allMatch(count -> count > 300);
    assertThat(seen.values().stream().mapToInt(count -> count).sum()).isGreaterThan(10_000);
  }

  @Test
  void mutatedJsonLinesAreAllKept() throws IOException {
    byte[] bytes = mutated(PLAIN.read()).bytes();

    List<FoundRow> rows = whole(new JsonLines(), bytes);

    assertThat(rows).extracting(FoundRow::position).isEqualTo(starts(bytes));
    assertThat(rows).extracting(FoundRow::fault).contains("", "ENCODING").hasSizeGreaterThan(200);
    for (FoundRow row : rows) {
      byte[] line =
          row.isGood()
              ? row.fields().get(0).getBytes(StandardCharsets.UTF_8)
              : Base64.getDecoder().decode(row.corrupt());
      assertThat(bytes(bytes, row.position(), line.length)).isEqualTo(line);
    }
  }

  private static byte[] bytes(byte[] file, long from, int length) {
    return Arrays.copyOfRange(file, (int) from, (int) from + length);
  }

  private List<FoundRow> whole(LineFormat format, byte[] file) throws IOException {
    return FoundRow.read(format, file, 0, Long.MAX_VALUE, random);
  }

  private List<FoundRow> inParts(LineFormat format, byte[] file) throws IOException {
    List<FoundRow> rows = new ArrayList<>();
    int from = 0;
    while (from < file.length) {
      int until = Math.min(file.length, from + 1 + random.nextInt(60));
      rows.addAll(FoundRow.read(format, file, from, until, random));
      from = until;
    }
    return rows;
  }

  /** Where lines begin that are not blank, told in another way. */
  private static List<Long> starts(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    List<Long> starts = new ArrayList<>();
    int from = text.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
    for (String line : text.substring(from).split("(?<=\n)|(?<=\r)(?!\n)")) {
      if (!line.replaceAll("[ \t\r\n]", "").isEmpty()) {
        starts.add((long) from);
      }
      from += line.length();
    }
    return starts;
  }

  private Mutated mutated(CsvDialect dialect) {
    Charset charset = Charset.forName(dialect.encoding());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Map<Long, List<String>> sound = new TreeMap<>();
    boolean begun = true;
    for (int i = 0; i < LINES; i++) {
      List<String> fields = List.of("" + i, "Zoë " + random.nextInt(1_000), "a" + random.nextInt());
      byte[] line =
          fields.stream()
              .map(field -> random.nextInt(4) == 0 ? quoted(field, dialect) : field)
              .collect(Collectors.joining(dialect.separator()))
              .getBytes(charset);
      boolean mutate = random.nextInt(5) > 0;
      boolean last = random.nextInt(50) > 0;
      if (!mutate && begun && last) {
        sound.put((long) file.size(), fields);
      }
      file.writeBytes(mutate ? mutate(line, charset) : line);
      file.writeBytes((last ? "\n" : "").getBytes(charset));
      begun = last;
    }
    return new Mutated(file.toByteArray(), sound);
  }

  private static String quoted(String field, CsvDialect dialect) {
    return dialect.quote() + field + dialect.quote();
  }

  private byte[] mutate(byte[] line, Charset charset) {
    byte[] mutated = line;
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(mutated.length + 1);
      int to = at + random.nextInt(mutated.length + 1 - at);
      byte[] before = Arrays.copyOf(mutated, at);
      byte[] after = Arrays.copyOfRange(mutated, at, mutated.length);
      byte[] middle = Arrays.copyOfRange(mutated, at, to);
      mutated =
          switch (random.nextInt(5)) {
            case 0 -> flipped(mutated);
            case 1 -> CsvCase.join(before, middle, after);
            case 2 -> before;
            default ->
                CsvCase.join(before, ODD.get(random.nextInt(ODD.size())).getBytes(charset), after);
          };
    }
    return mutated;
  }

  private byte[] flipped(byte[] line) {
    byte[] flipped = line.clone();
    if (line.length > 0) {
      flipped[random.nextInt(line.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  /**
   * @param sound fields of the lines to which nothing was done, by where they begin
   */
  private record Mutated(byte[] bytes, Map<Long, List<String>> sound) {}

  /** Goes through a file by the rows that were made of it, and finds each byte in one. */
  private static final class Walk {
    private final CsvDialect dialect;
    private final Charset charset;
    private final byte[] file;
    private int at;

    Walk(CsvDialect dialect, byte[] file) {
      this.dialect = dialect;
      this.charset = Charset.forName(dialect.encoding());
      this.file = file;
    }

    void pass(FoundRow row) {
      passBlanks((int) row.position());
      if (!row.isGood()) {
        take(
            row.fault().equals("ENCODING")
                ? Base64.getDecoder().decode(row.corrupt())
                : row.corrupt().getBytes(charset));
        return;
      }
      for (int i = 0; i < row.fields().size(); i++) {
        take((i == 0 ? "" : dialect.separator()).getBytes(charset));
        String field = row.fields().get(i);
        boolean quoted = at < file.length && file[at] == (byte) dialect.quote().charAt(0);
        assertThat(field == null && quoted).as("quoted field as null").isFalse();
        String text = field == null ? "" : field;
        String quote = dialect.quote();
        take(
            (quoted ? quote + text.replace(quote, quote + quote) + quote : text).getBytes(charset));
      }
    }

    void end() {
      passBlanks(file.length);
    }

    private void take(byte[] bytes) {
      assertThat(bytes(file, at, bytes.length)).as("bytes from %s on", at).isEqualTo(bytes);
      at += bytes.length;
    }

    private void passBlanks(int to) {
      boolean mark = at == 0 && to >= 3 && file[0] == (byte) 0xef && charset.name().equals("UTF-8");
      at += mark ? 3 : 0;
      for (; at < to; at++) {
        assertThat("\r\n \t".indexOf(file[at])).as("byte %s is in no row", at).isNotNegative();
      }
      assertThat(at).isEqualTo(to);
    }
  }
}
