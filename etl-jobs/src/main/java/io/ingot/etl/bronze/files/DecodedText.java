package io.ingot.etl.bronze.files;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/** Text of another encoding than UTF-8. */
final class DecodedText implements RecordText {
  // New ones report what they cannot decode or encode.
  private final CharsetDecoder decoder;
  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
  private CharBuffer characters = CharBuffer.allocate(1 << 10);
  private ByteBuffer text = ByteBuffer.allocate(1 << 12);
  private int taken;

  DecodedText(Charset charset) {
    decoder = charset.newDecoder();
  }

  @Override
  public boolean begin(LineReader lines) {
    text.clear();
    taken = 0;
    return extend(lines);
  }

  @Override
  public boolean extend(LineReader lines) {
    int known = taken;
    taken = lines.to() - lines.from();
    return decodes(ByteBuffer.wrap(lines.bytes(), lines.from() + known, taken - known))
        && encodes();
  }

  private boolean decodes(ByteBuffer in) {
    int most = (int) Math.ceil(in.remaining() * (double) decoder.maxCharsPerByte()) + 1;
    characters = characters.capacity() < most ? CharBuffer.allocate(most) : characters.clear();
    decoder.reset();
    boolean decoded =
        decoder.decode(in, characters, true).isUnderflow()
            && decoder.flush(characters).isUnderflow();
    characters.flip();
    return decoded;
  }

  private boolean encodes() {
    int most = characters.remaining() * 3;
    if (text.remaining() < most) {
      ByteBuffer more = ByteBuffer.allocate(text.position() + Math.max(most, text.position()));
      text = more.put(text.flip());
    }
    encoder.reset();
    return encoder.encode(characters, text, true).isUnderflow();
  }

  @Override
  public byte[] bytes() {
    return text.array();
  }

  @Override
  public int from() {
    return 0;
  }

  @Override
  public int length() {
    return text.position();
  }
}
