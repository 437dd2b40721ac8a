package io.ingot.etl.bronze.files;

import io.ingot.core.batch.SourceFile;
import io.ingot.core.error.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Finds files that were delivered before by another name: by their size, and then their bytes. */
final class Copies {
  private final PackedFiles folder;
  private final Map<SourceFile, String> digests = new HashMap<>();

  Copies(PackedFiles folder) {
    this.folder = folder;
  }

  /**
   * The files that have the bytes of one of the others, or of one before them. Only files of the
   * same size are read for it.
   *
   * @param others files that are there, of other names
   * @throws SourceException when the store does not give a file's bytes
   */
  List<SourceFile> among(List<SourceFile> files, Collection<SourceFile> others) {
    List<SourceFile> originals = new ArrayList<>(others);
    List<SourceFile> copies = new ArrayList<>();
    for (SourceFile file : files) {
      boolean known =
          originals.stream()
              .filter(other -> other.bytes() == file.bytes() && !other.path().equals(file.path()))
              .anyMatch(other -> digest(other).equals(digest(file)));
      (known ? copies : originals).add(file);
    }
    return copies;
  }

  private String digest(SourceFile file) {
    return digests.computeIfAbsent(file, this::read);
  }

  private String read(SourceFile file) {
    try (InputStream bytes = folder.open(file.path())) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(bytes, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw SourceFolder.unanswered("Cannot compare " + file.path() + " with earlier files", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
