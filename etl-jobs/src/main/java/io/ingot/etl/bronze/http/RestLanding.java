package io.ingot.etl.bronze.http;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Json;
import io.ingot.core.lake.LakeFiles;
import io.ingot.etl.bronze.http.client.Fingerprint;
import io.ingot.etl.bronze.http.client.Landing;
import io.ingot.etl.bronze.http.client.PageMark;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pages of one batch in a folder of the lake: bodies as {@code .json}, marks beside them. */
final class RestLanding implements Landing {
  private static final Pattern NAME = Pattern.compile("([a-z]+)-([0-9]+)-([0-9]+)-[0-9a-f]+");

  private final LakeFiles files;
  private final String folder;
  private final Set<String> present;

  private RestLanding(LakeFiles files, String folder) {
    this.files = files;
    this.folder = folder;
    this.present = new HashSet<>(files.list(folder));
  }

  /**
   * The landing of a batch.
   *
   * @param of what the pages are of: another window or server has no page of this one
   */
  static RestLanding open(LakeFiles files, Batch batch, String of) {
    String digest = Fingerprint.of(of.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    String name =
        batch.plan().mode() + "-" + batch.generation() + "-" + batch.number() + "-" + digest;
    return new RestLanding(files, folder(batch) + "/" + name);
  }

  /**
   * Forgets the landing of a committed batch, and what runs before it left behind. A backfill may
   * be at work beside it, and is left alone.
   */
  static void forget(LakeFiles files, Batch committed) {
    files.folders(folder(committed)).stream()
        .filter(name -> isUpTo(name, committed))
        .forEach(name -> files.delete(folder(committed) + "/" + name));
  }

  private static boolean isUpTo(String name, Batch committed) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches() || !parts.group(1).equals(committed.plan().mode())) {
      return false;
    }
    int generation = Integer.parseInt(parts.group(2));
    return generation < committed.generation()
        || generation == committed.generation()
            && Long.parseLong(parts.group(3)) <= committed.number();
  }

  private static String folder(Batch batch) {
    return "landing/" + batch.target();
  }

  /** The name of a page's body in the folder. */
  static String body(int request, int page) {
    return request + "-" + page + ".json";
  }

  private static String mark(int request, int page) {
    return request + "-" + page + ".mark";
  }

  /** The folder's full path or URI. */
  String location() {
    return files.location(folder);
  }

  @Override
  public List<PageMark> marks(int request) {
    List<PageMark> marks = new ArrayList<>();
    while (present.contains(mark(request, marks.size()))) {
      String name = folder + "/" + mark(request, marks.size());
      marks.add(Json.read(files.read(name).orElseThrow(), PageMark.class));
    }
    return marks;
  }

  @Override
  public void body(int request, int page, byte[] body) {
    files.land(folder + "/" + body(request, page), body);
  }

  @Override
  public void mark(int request, int page, PageMark mark) {
    files.put(folder + "/" + mark(request, page), Json.write(mark));
  }

  /** Forgets all pages. */
  void clear() {
    files.delete(folder);
  }
}
