package io.ingot.core.run;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The runs of a lake whose records were kept. */
public final class PastRuns {
  private static final String FOLDER = "runs";
  private static final String SUFFIX = ".json";
  private static final Pattern FROM_LAST = Pattern.compile("last(?:-(\\d{1,6}))?");
  private static final int SHOWN = 5;

  private final Lake lake;

  public PastRuns(Lake lake) {
    this.lake = lake;
  }

  /** Their ids, the oldest first. */
  public List<String> ids() {
    return lake.files().list(FOLDER).stream()
        .filter(name -> name.endsWith(SUFFIX))
        .map(name -> name.substring(0, name.length() - SUFFIX.length()))
        .toList();
  }

  /**
   * The record of one run.
   *
   * @param word its id or a beginning that no other has, {@code last}, or {@code last-1} for the
   *     one before that
   * @throws ProjectException when that names no run, or several
   */
  public RunRecord find(String word) {
    List<String> ids = ids();
    Matcher last = FROM_LAST.matcher(word);
    if (last.matches()) {
      int back = last.group(1) == null ? 0 : Integer.parseInt(last.group(1));
      if (back >= ids.size()) {
        throw new ProjectException(
            "There is no run '" + word + "': " + ids.size() + " were kept." + hint(ids));
      }
      return read(ids.get(ids.size() - 1 - back));
    }
    List<String> named =
        ids.contains(word)
            ? List.of(word)
            : ids.stream().filter(id -> id.startsWith(word)).toList();
    if (named.size() != 1) {
      throw new ProjectException(
          named.isEmpty()
              ? "There is no run '" + word + "'." + hint(ids)
              : "'" + word + "' is the beginning of " + named.size() + " runs." + hint(named));
    }
    return read(named.get(0));
  }

  /** The record of a run by its whole id; empty where it is gone. */
  public Optional<RunRecord> record(String id) {
    return lake.files()
        .read(FOLDER + "/" + id + SUFFIX)
        .map(text -> Json.read(text, RunRecord.class));
  }

  private RunRecord read(String id) {
    return record(id)
        .orElseThrow(() -> new ProjectException("The record of run " + id + " is gone."));
  }

  private static String hint(List<String> ids) {
    return ids.isEmpty()
        ? " Run the project first: ingot run."
        : " The latest: "
            + String.join(", ", ids.subList(Math.max(0, ids.size() - SHOWN), ids.size()))
            + ".";
  }
}
