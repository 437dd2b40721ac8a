package io.ingot.etl.bronze.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The elements of a JSON array in UTF-8, each as the very text that stands in the file, in the
 * memory of one element.
 */
final class JsonElements implements Closeable {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final RecentBytes bytes;
  private final JsonParser parser;
  private final int skipped;
  private boolean begun;
  private boolean ended;

  JsonElements(InputStream in) throws IOException {
    PushbackInputStream input = new PushbackInputStream(in, BYTE_ORDER_MARK.length);
    byte[] first = input.readNBytes(BYTE_ORDER_MARK.length);
    boolean marked = Arrays.equals(first, BYTE_ORDER_MARK);
    if (!marked) {
      input.unread(first);
    }
    skipped = marked ? BYTE_ORDER_MARK.length : 0;
    bytes = new RecentBytes(input);
    parser =
        JsonFactory.builder()
            // One element's fault is not the file's.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build()
            .createParser(bytes);
  }

  /**
   * The next element; empty from the end of the array on, which has to be the end of the file.
   *
   * @throws DamagedFile when the bytes are no JSON array
   */
  Optional<Element> next() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    try {
      if (!begun) {
        begin();
      }
      JsonToken token = parser.nextToken();
      if (token == JsonToken.END_ARRAY) {
        if (parser.nextToken() != null) {
          throw new DamagedFile(Flaw.BAD_FILE, "something follows its JSON array" + place());
        }
        ended = true;
        return Optional.empty();
      }
      if (token == null) {
        throw new DamagedFile(Flaw.BAD_FILE, "it ends before its JSON array does");
      }
      long from = parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      parser.finishToken();
      long to = parser.currentLocation().getByteOffset();
      return Optional.of(new Element(bytes.take(from, to), skipped + from));
    } catch (JsonProcessingException | CharacterCodingException e) {
      // The parser's own words quote the file.
      throw new DamagedFile(Flaw.BAD_FILE, "it is no JSON array in UTF-8" + place(), e);
    }
  }

  private void begin() throws IOException {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw new DamagedFile(Flaw.BAD_FILE, "it does not begin with a JSON array");
    }
    if (parser.currentTokenLocation().getByteOffset() < 0) {
      throw new DamagedFile(Flaw.BAD_FILE, "it is not in UTF-8");
    }
    begun = true;
  }

  private String place() {
    return " (line "
        + parser.currentLocation().getLineNr()
        + ", column "
        + parser.currentLocation().getColumnNr()
        + ")";
  }

  @Override
  public void close() throws IOException {
    parser.close();
    bytes.close();
  }

  /**
   * One element.
   *
   * @param text as it stands in the file
   * @param position its first byte in the unpacked file
   */
  record Element(String text, long position) {}
}
