package io.ingot.etl.bronze.files;

import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/** The lines of a file that are not blank, as text; what is no text, or too long, is told. */
final class TextLines {
  private final LineReader lines;
  private final RecordText text;
  private final Blank blank;
  private Optional<Flaw> flaw = Optional.empty();

  TextLines(LineReader lines, Blank blank) {
    this.lines = lines;
    this.text = RecordText.in(lines.charset());
    this.blank = blank;
  }

  /** Goes to the next line that is not blank; false at the end. */
  boolean next() throws IOException {
    while (lines.next()) {
      if (lines.excess().isPresent()) {
        flaw = Optional.of(Flaw.OVERSIZE);
        return true;
      }
      if (!text.begin(lines)) {
        flaw = Optional.of(Flaw.ENCODING);
        return true;
      }
      if (!blank.holds(text)) {
        flaw = Optional.empty();
        return true;
      }
    }
    return false;
  }

  /** Adds the next line to the record; false where none that is text can be added. */
  boolean extend() throws IOException {
    return lines.extend() && text.extend(lines);
  }

  /** Goes back to the first line of the record, to go on with the second. */
  void shrink() {
    lines.shrink();
    text.begin(lines);
  }

  /** Why the line has no text. */
  Optional<Flaw> flaw() {
    return flaw;
  }

  /** The record's text; of a line with a flaw there is none. */
  RecordText text() {
    return text;
  }

  /** First byte of the record in the file. */
  long position() {
    return lines.position();
  }

  /** Gives a row the record as one with a flaw. */
  void corrupt(Flaw of, TextRow row) {
    switch (of) {
      case ENCODING -> row.corrupt(of, base64());
      case OVERSIZE -> row.corrupt(of, excess().text(lines.charset()));
      default -> row.corrupt(of, text.bytes(), text.from(), text.length());
    }
  }

  private String base64() {
    byte[] bytes = new byte[lines.to() - lines.from()];
    System.arraycopy(lines.bytes(), lines.from(), bytes, 0, bytes.length);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private Excess excess() {
    return lines.excess().orElseGet(() -> Excess.of(lines.bytes(), lines.from(), lines.to()));
  }
}
