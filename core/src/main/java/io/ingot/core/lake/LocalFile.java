package io.ingot.core.lake;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;

/**
 * A small file on this machine's disk. Hadoop looks whether a local file is there and renames
 * another onto it, so two processes can both believe that they made it; and what it replaces is
 * gone for a moment. The disk itself can do better.
 *
 * @param path where it lies
 */
record LocalFile(Path path) {
  /** The file, where the file system is this machine's. */
  static Optional<LocalFile> of(FileSystem files, org.apache.hadoop.fs.Path path) {
    return files instanceof LocalFileSystem
        ? Optional.of(new LocalFile(Path.of(path.toUri().getPath())))
        : Optional.empty();
  }

  /**
   * Makes the file, with its text, at one stroke.
   *
   * @throws FileAlreadyExistsException when it is there
   */
  void create(String text) throws IOException {
    Path draft = draft(text);
    try {
      Files.createLink(path, draft);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      throw new IOException(
          "Cannot link " + path + ". A lake on a local disk needs one that has hard links.", e);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Makes the file, or puts it in the place of an older one; a reader sees either. */
  void replace(String text) throws IOException {
    Files.move(draft(text), path, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path draft(String text) throws IOException {
    Files.createDirectories(path.getParent());
    Path draft = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID() + ".tmp");
    return Files.writeString(draft, text + "\n");
  }
}
