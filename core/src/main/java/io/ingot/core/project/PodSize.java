package io.ingot.core.project;

import java.util.regex.Pattern;

/** What one pod of a run may use. */
@Doc("What one pod may use")
public record PodSize(
    @Doc("Whole cores; 1 unless said") Integer cores,
    @Doc("Memory of the JVM, such as 8g; 2g unless said") String memory,
    @Doc("Memory beside the JVM, such as 1g; a tenth of memory, at least 384m, unless said")
        String overhead) {
  private static final Pattern MEMORY = Pattern.compile("([1-9][0-9]{0,5})([mg])");

  public PodSize {
    cores = cores == null ? 1 : cores;
    memory = memory == null ? "2g" : memory;
    overhead = overhead == null ? usualOverhead(memory) : overhead;
    if (cores < 1 || cores > 256) {
      throw new IllegalArgumentException("Invalid cores: " + cores + ". Use 1 to 256.");
    }
    megabytes(memory);
    megabytes(overhead);
  }

  /** What the pod asks for in all, in MiB. */
  public long megabytes() {
    return megabytes(memory) + megabytes(overhead);
  }

  private static String usualOverhead(String memory) {
    return Math.max(384, megabytes(memory) / 10) + "m";
  }

  private static long megabytes(String text) {
    var matcher = MEMORY.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Invalid memory '" + text + "'. Write a whole number and m or g, such as 8g.");
    }
    return Long.parseLong(matcher.group(1)) << (matcher.group(2).equals("g") ? 10 : 0);
  }
}
