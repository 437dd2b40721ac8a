package io.ingot.etl.golden;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Spoils lines at random, the same in every run; none of them gains or loses a line break. */
final class MutatedLines {
  private static final int MOST_CHANGES = 4;
  private static final byte[] LOVED =
      "\"\",,'\\{}[]:;0-+.eE \t\0\u0001nullNaN".getBytes(StandardCharsets.US_ASCII);

  /** One line in so many gets bytes that are no text. */
  private static final int FOREIGN = 400;

  private final Random chance;

  MutatedLines(long seed) {
    this.chance = new Random(seed);
  }

  /** The line with up to four changes; never blank. */
  byte[] spoil(String line, List<String> others) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    int changes = 1 + chance.nextInt(MOST_CHANGES);
    for (int change = 0; change < changes; change++) {
      bytes = changed(bytes, others.get(chance.nextInt(others.size())));
    }
    if (chance.nextInt(FOREIGN) == 0) {
      bytes = join(bytes, new byte[] {(byte) 0xE9, (byte) 0xFF});
    }
    boolean isBlank = new String(bytes, StandardCharsets.ISO_8859_1).isBlank();
    return isBlank ? new byte[] {'x'} : bytes;
  }

  private byte[] changed(byte[] line, String other) {
    int at = chance.nextInt(line.length + 1);
    int to = at + chance.nextInt(line.length - at + 1);
    byte[] head = Arrays.copyOf(line, at);
    byte[] tail = Arrays.copyOfRange(line, at, line.length);
    byte[] rest = Arrays.copyOfRange(line, to, line.length);
    byte[] some = {LOVED[chance.nextInt(LOVED.length)]};
    return switch (chance.nextInt(7)) {
      case 0 -> join(head, some, tail);
      case 1 -> join(head, rest);
      case 2 -> head;
      case 3 -> join(line, line);
      case 4 -> join(head, other.getBytes(StandardCharsets.UTF_8));
      case 5 -> join(head, Arrays.copyOfRange(line, at, to), tail);
      default ->
          tail.length == 0 ? line : join(head, some, Arrays.copyOfRange(tail, 1, tail.length));
    };
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
