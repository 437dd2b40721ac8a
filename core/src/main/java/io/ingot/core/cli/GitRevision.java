package io.ingot.core.cli;

import io.ingot.core.error.ProjectException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A revision of the git repository that holds a project.
 *
 * @param folder the project's folder
 * @param revision what git calls it: a branch, a tag, {@code HEAD~1}
 */
record GitRevision(Path folder, String revision) {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String DECLARATIONS = ".*\\.(yml|yaml|sql)";

  /**
   * Puts the project's declarations, as they were then, into an empty folder.
   *
   * @throws ProjectException when git is not there, or does not know the revision
   */
  void into(Path empty) {
    // A word that begins with a dash would be an option to git.
    if (revision.startsWith("-")) {
      throw refused("that is no name of a revision");
    }
    Path archive = empty.resolve("archive.zip");
    git(empty, "rev-parse", "--verify", "--quiet", revision + "^{commit}");
    // In a folder of the repository, git archives that folder alone.
    git(empty, "archive", "--format=zip", "--output=" + archive, revision);
    try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path file = empty.resolve(entry.getName()).normalize();
        if (file.startsWith(empty) && entry.getName().matches(DECLARATIONS)) {
          Files.createDirectories(file.getParent());
          Files.copy(entries, file);
        }
      }
    } catch (IOException e) {
      throw new ProjectException(message("its files cannot be unpacked: " + e.getMessage()), e);
    }
  }

  private void git(Path scratch, String... words) {
    List<String> command =
        new ArrayList<>(List.of("git", "-C", folder.toAbsolutePath().toString()));
    command.addAll(List.of(words));
    // A pipe that nobody empties would keep a process from ending, and a read would wait for it.
    Path said = scratch.resolve("git.txt");
    Process process = start(command, said);
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw refused("git did not answer within " + PATIENCE.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw refused(
            Files.readString(said).lines().findFirst().orElse("git does not know such a revision"));
      }
    } catch (IOException e) {
      throw new ProjectException(message("git's answer cannot be read: " + e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for git.", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(List<String> command, Path said) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(said.toFile())
          .start();
    } catch (IOException e) {
      throw new ProjectException(
          message("git cannot be started. Install it, or name a folder instead"), e);
    }
  }

  private ProjectException refused(String why) {
    return new ProjectException(message(why));
  }

  private String message(String why) {
    return "Cannot compare with '"
        + revision
        + "': no folder with an ingot.yml, and as a git revision of "
        + folder
        + ": "
        + why
        + ".";
  }
}
