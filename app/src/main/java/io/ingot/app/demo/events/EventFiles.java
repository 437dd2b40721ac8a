package io.ingot.app.demo.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The folder that five regions deliver a CSV file to each day: {@code <date>/<region>.csv}. */
final class EventFiles {
  static final List<String> REGIONS = List.of("asia", "europe", "africa", "america", "oceania");

  private final Path landing;

  EventFiles(Path landing) {
    this.landing = landing;
  }

  /** Delivers a day's events, dealt out over the regions in order; a file appears whole. */
  void deliver(LocalDate day, List<UserEvent> events) {
    int share = events.size() / REGIONS.size();
    for (int region = 0; region < REGIONS.size(); region++) {
      List<String> lines = new ArrayList<>(List.of(String.join(",", UserEvent.FIELDS)));
      events.subList(region * share, (region + 1) * share).stream()
          .map(UserEvent::csv)
          .forEach(lines::add);
      write(landing.resolve(day.toString()), REGIONS.get(region) + ".csv", lines);
    }
  }

  private static void write(Path folder, String name, List<String> lines) {
    try {
      Files.createDirectories(folder);
      Path unfinished = Files.write(folder.resolve("_" + name), lines);
      Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + folder.resolve(name), e);
    }
  }
}
