package io.ingot.etl.bronze.http.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A landing that lasts as long as a test. */
final class MemoryLanding implements Landing {
  private final Map<String, String> bodies = new TreeMap<>();
  private final Map<Integer, List<PageMark>> marks = new TreeMap<>();

  @Override
  public List<PageMark> marks(int request) {
    return List.copyOf(marks.getOrDefault(request, List.of()));
  }

  @Override
  public void body(int request, int page, byte[] body) {
    bodies.put(request + "-" + page, new String(body, StandardCharsets.UTF_8));
  }

  @Override
  public void mark(int request, int page, PageMark mark) {
    marks.computeIfAbsent(request, first -> new ArrayList<>()).add(page, mark);
  }

  /** Every body, by request and page. */
  Map<String, String> bodies() {
    return bodies;
  }
}
