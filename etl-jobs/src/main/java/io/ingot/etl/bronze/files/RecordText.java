package io.ingot.etl.bronze.files;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The text of a record, in UTF-8 whatever the file's encoding. Nothing is replaced: bytes that are
 * no text of the encoding are told.
 */
interface RecordText {
  static RecordText in(Charset charset) {
    return charset.equals(StandardCharsets.UTF_8) ? new PlainText() : new DecodedText(charset);
  }

  /** Takes a reader's first line; false where it is no text. */
  boolean begin(LineReader lines);

  /** Takes what was added to the record since; false where that is no text. */
  boolean extend(LineReader lines);

  /** The text is {@code length} of these from {@link #from} on, until a reader is moved. */
  byte[] bytes();

  int from();

  int length();
}
