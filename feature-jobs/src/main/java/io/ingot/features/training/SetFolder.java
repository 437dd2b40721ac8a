package io.ingot.features.training;

import io.ingot.core.batch.Json;
import io.ingot.core.error.FencedException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a training set. What is in it counts once {@code manifest.json} is there, which is
 * written last and at one stroke; until then {@code _making.json} tells that the rest may go.
 */
final class SetFolder {
  /** What says that the set is there, and what it is. */
  static final String MANIFEST = "manifest.json";

  /** Which file holds which rows. */
  static final String INDEX = "_index.json";

  /** What was learned from the training part, as numbers. */
  static final String PARAMETERS = "parameters.json";

  /** What was learned from the training part, as {@code PipelineModel.load} reads it. */
  static final String MODEL = "model";

  private static final String MAKING = "_making.json";
  private static final String STAGING = "_staging";

  private final Lake lake;
  private final String location;
  private final LakeFiles files;
  private final String id;

  /**
   * @param location an absolute path or a URI
   * @param id of the making of a set; no other may have it
   */
  SetFolder(Lake lake, String location, String id) {
    this.lake = lake;
    this.location = location;
    this.files = lake.folder(location);
    this.id = id;
  }

  /** An absolute path, or the URI that was said. */
  static String absolute(String said) {
    return said.matches("[a-zA-Z][a-zA-Z0-9+.-]+:/.*")
        ? said.replaceFirst("(?<=[^/:])/+$", "")
        : Path.of(said).toAbsolutePath().normalize().toString();
  }

  Lake lake() {
    return lake;
  }

  /** The full path or URI of the folder. */
  String location() {
    return location;
  }

  /** The full path or URI of a name in the folder. */
  String location(String name) {
    return location + "/" + name;
  }

  /** The set that is there already. */
  Optional<Manifest> manifest() {
    return manifest(MANIFEST);
  }

  /** A manifest in the folder that may have another name. */
  Optional<Manifest> manifest(String name) {
    return files.read(name).map(text -> Manifest.read(text, location(name)));
  }

  /**
   * Makes room: takes away what a making that died left.
   *
   * @throws ProjectException when something else lies there
   */
  void begin() {
    List<String> there =
        Stream.concat(files.list("").stream(), files.folders("").stream()).toList();
    if (!there.isEmpty() && (files.read(MAKING).isEmpty() || there.contains(MANIFEST))) {
      throw new ProjectException(
          "Cannot write a training set to "
              + location
              + ": "
              + there.size()
              + " files or folders lie there, such as "
              + there.get(0)
              + ". Say a folder by --out that is empty or not there yet.");
    }
    there.stream().filter(name -> !name.equals(MAKING)).forEach(files::delete);
    files.put(MAKING, Json.write(new Making(id)));
  }

  /** Where files lie before they get their names; gone when the set is there. */
  String staging() {
    return location(STAGING);
  }

  /** Names of the files in a folder below, sorted. */
  List<String> list(String folder) {
    return files.list(folder);
  }

  /** Names of the files in a folder below {@link #staging}, sorted. */
  List<String> staged(String folder) {
    return files.list(STAGING + "/" + folder);
  }

  /** Gives what lies in {@link #staging} its place. */
  void move(String staged, String name) {
    files.move(STAGING + "/" + staged, name);
  }

  /** A small file's text; empty when it is not there. */
  Optional<String> read(String name) {
    return files.read(name);
  }

  /** Writes a small file. */
  void put(String name, String text) {
    files.put(name, text);
  }

  /**
   * Makes the set be there.
   *
   * @throws FencedException when another making took the folder meanwhile
   */
  void publish(Manifest manifest) {
    files.delete(STAGING);
    if (!isOurs() || !files.putIfAbsent(MANIFEST, Json.pretty(manifest))) {
      throw new FencedException(
          "Cannot finish the training set in "
              + location
              + ": another run began one in the same folder meanwhile. Let only one of them write"
              + " there, and make it again.");
    }
    files.delete(MAKING);
  }

  /**
   * Takes away all that was written since {@link #begin}; nothing where the set is there, or
   * another making took the folder meanwhile.
   */
  void discard() {
    if (files.read(MANIFEST).isPresent() || !isOurs()) {
      return;
    }
    Stream.concat(files.list("").stream(), files.folders("").stream())
        .filter(name -> !name.equals(MAKING))
        .forEach(files::delete);
    // The last, since it is what says that the rest may go.
    files.delete(MAKING);
  }

  private boolean isOurs() {
    return files
        .read(MAKING)
        .filter(text -> Json.read(text, Making.class).id().equals(id))
        .isPresent();
  }

  /** What tells of a set that is not finished. */
  private record Making(String id) {}
}
