package io.ingot.app.demo;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** A made-up password and the file that only its owner can read it from. */
record Password(String text, Path file) {
  /** The password of this file; a new one where there is no file yet. */
  static Password in(Path file) throws IOException {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    } catch (FileAlreadyExistsException e) {
      // Made by an earlier start; the roles in the database have it.
    }
    return new Password(Files.readString(file), file);
  }

  @Override
  public String toString() {
    return "***";
  }
}
