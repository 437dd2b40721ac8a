package io.ingot.features.feast;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A folder that a client of Feast opens: {@code registry.db}, {@code feature_store.yaml} and {@code
 * definitions.py}. The last two are left as they are where somebody took the first line away.
 */
record RepositoryFolder(Path folder) {
  private static final String MARK =
      "# Written by 'ingot features feast', which writes it anew as long as this line stands.";

  RepositoryFolder {
    Objects.requireNonNull(folder, "folder");
  }

  /** Writes what Feast reads, each file as a whole or not at all. */
  List<Written> write(
      FeastRepository repository,
      Optional<Map.Entry<String, Connection.Redis>> redis,
      Instant now) {
    try {
      Files.createDirectories(folder);
      return List.of(
          put("registry.db", RegistryFile.bytes(repository, now)),
          offer("feature_store.yaml", StoreFile.text(repository.project(), redis)),
          offer("definitions.py", DefinitionsFile.text(repository)));
    } catch (IOException e) {
      throw new ProjectException(
          "Cannot write to " + folder + ": " + e + ". Name another folder by --out.", e);
    }
  }

  private Written offer(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    if (Files.exists(file) && !Files.readString(file).startsWith(MARK)) {
      return new Written(name, false);
    }
    return put(name, (MARK + "\n" + text).getBytes(StandardCharsets.UTF_8));
  }

  /** Clients read the file while it is written. */
  private Written put(String name, byte[] bytes) throws IOException {
    Path fresh = folder.resolve("." + name + "." + UUID.randomUUID());
    try {
      Files.write(fresh, bytes);
      Files.move(
          fresh,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
    return new Written(name, true);
  }

  /**
   * What became of a file.
   *
   * @param written whether it was; one that somebody made his own was not
   */
  record Written(String file, boolean written) {}
}
