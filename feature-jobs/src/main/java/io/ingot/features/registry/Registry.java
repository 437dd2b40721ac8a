package io.ingot.features.registry;

import io.ingot.core.batch.Json;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeFiles;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The feature registry of a lake: a JSON file for each apply below {@code
 * _ingot/features/registry}, whose name is its number. Each holds the whole state and is made only
 * if it is not there, so two that apply at once cannot both win, and a reader needs one listing and
 * one file.
 */
public final class Registry {
  private static final String FOLDER = "features/registry";
  private static final Pattern FILE = Pattern.compile("[0-9]{10}\\.json");

  private final LakeFiles files;

  private Registry(LakeFiles files) {
    this.files = Objects.requireNonNull(files, "files");
  }

  /** The registry of a lake, whether anything was applied or not. */
  public static Registry of(Lake lake) {
    return new Registry(lake.files());
  }

  /** What is registered now; empty before the first apply. */
  public Optional<Registered> current() {
    List<String> names =
        files.list(FOLDER).stream().filter(name -> FILE.matcher(name).matches()).toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            read(names.get(names.size() - 1))
                .orElseThrow(
                    () -> new IllegalStateException("The registry went while it was read.")));
  }

  /** What was registered by the apply of a number; empty when there is none. */
  public Optional<Registered> at(long number) {
    return read(name(number));
  }

  /**
   * Makes it what is registered, unless its number is taken.
   *
   * @return whether this call did
   */
  boolean publish(Registered registered) {
    return files.putIfAbsent(FOLDER + "/" + name(registered.number()), Json.pretty(registered));
  }

  private Optional<Registered> read(String name) {
    return files.read(FOLDER + "/" + name).map(text -> Json.read(text, Registered.class));
  }

  private static String name(long number) {
    return String.format("%010d.json", number);
  }
}
