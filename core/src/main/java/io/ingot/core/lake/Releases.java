package io.ingot.core.lake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The releases of a lake: a file each below {@code _ingot/releases}, whose name is its number, made
 * whole or not at all and only if it is not there. So two runs cannot publish the same number, and
 * a reader needs one listing and one file to know what to read.
 */
public final class Releases {
  private static final String FOLDER = "releases";
  private static final Pattern FILE = Pattern.compile("[0-9]{10}\\.json");
  private static final int KEPT = 10;
  private static final Duration KEPT_FOR = Duration.ofDays(7);
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .serializationInclusion(JsonInclude.Include.NON_ABSENT)
          .build();

  private final LakeFiles files;

  public Releases(Lake lake) {
    this(lake.files());
  }

  Releases(LakeFiles files) {
    this.files = files;
  }

  /** The release that is served to whoever asks for none in particular. */
  public Optional<Release> latest() {
    List<String> names = names();
    return names.isEmpty() ? Optional.empty() : Optional.of(read(names.get(names.size() - 1)));
  }

  /** A release by its number; empty when there is none. */
  public Optional<Release> of(long number) {
    return files.read(FOLDER + "/" + name(number)).map(Releases::parsed);
  }

  /** Every release, oldest first. */
  public List<Release> all() {
    return names().stream().map(this::read).toList();
  }

  /**
   * Publishes a release unless its number is taken.
   *
   * @return whether this call published it
   */
  public boolean publish(Release release) {
    try {
      return files.putIfAbsent(
          FOLDER + "/" + name(release.number()), JSON.writeValueAsString(release));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot write release " + release.number(), e);
    }
  }

  /**
   * The releases that readers may still use, oldest first: the last ten, and those that were the
   * latest at some moment of the last seven days.
   */
  public List<Release> open() {
    return open(Instant.now());
  }

  /** Goes backwards and stops at the first that is closed, since the folder grows for ever. */
  List<Release> open(Instant now) {
    List<String> names = names();
    List<Release> open = new ArrayList<>();
    Instant end = now;
    for (int i = names.size() - 1; i >= 0; i--) {
      boolean among = names.size() - i <= KEPT;
      if (!among && end.isBefore(now.minus(KEPT_FOR))) {
        break;
      }
      Release release = read(names.get(i));
      open.add(0, release);
      end = release.at();
    }
    return List.copyOf(open);
  }

  private List<String> names() {
    return files.list(FOLDER).stream().filter(name -> FILE.matcher(name).matches()).toList();
  }

  private Release read(String name) {
    return files
        .read(FOLDER + "/" + name)
        .map(Releases::parsed)
        .orElseThrow(
            () -> new IllegalStateException("The release " + name + " went while it was read."));
  }

  private static Release parsed(String text) {
    try {
      return JSON.readValue(text, Release.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot read a release from its JSON", e);
    }
  }

  private static String name(long number) {
    return String.format("%010d.json", number);
  }
}
