package io.ingot.tests.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What one run of a process took.
 *
 * @param wallSeconds from start to end
 * @param cpuSeconds user and system time of the process and those it started
 * @param peakMegabytes greatest resident memory of its largest process, in MiB
 * @param stageSeconds by stage, where the process told them
 */
record Cost(
    double wallSeconds, double cpuSeconds, double peakMegabytes, Map<String, Double> stageSeconds) {

  /** The median of each figure by itself. */
  static Cost median(List<Cost> runs) {
    Map<String, Double> stages = new LinkedHashMap<>();
    for (String stage : runs.get(0).stageSeconds().keySet()) {
      stages.put(stage, median(runs, run -> run.stageSeconds().getOrDefault(stage, 0.0)));
    }
    return new Cost(
        median(runs, Cost::wallSeconds),
        median(runs, Cost::cpuSeconds),
        median(runs, Cost::peakMegabytes),
        stages);
  }

  private static double median(List<Cost> runs, ToDoubleFunction<Cost> figure) {
    double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
