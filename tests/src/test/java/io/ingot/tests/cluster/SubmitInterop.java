package io.ingot.tests.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Every job of production by a {@code spark-submit} as Spark ships it, and then a driver's command
 * by the same: what {@code .ci/interop-submit} starts. The words are the path of that spark-submit
 * and a folder to work in.
 */
final class SubmitInterop {
  private static final long PATIENCE_SECONDS = 180;
  private static final String CANARY = "c4n4ry";

  private final Path sparkSubmit;
  private final Path folder;
  private int passed;
  private int failed;

  private SubmitInterop(Path sparkSubmit, Path folder) {
    this.sparkSubmit = sparkSubmit;
    this.folder = folder;
  }

  public static void main(String[] words) {
    SubmitInterop interop = new SubmitInterop(Path.of(words[0]), Path.of(words[1]));
    CommittedManifests.overlay("prod").stream()
        .filter(Manifest::isApplication)
        .forEach(interop::submit);
    interop.drive();
    System.out.println(interop.passed + " passed, " + interop.failed + " failed");
    System.exit(interop.failed == 0 && interop.passed > 0 ? 0 : 1);
  }

  private void submit(Manifest job) {
    Path own = folder.resolve(job.name());
    Arrived arrived = SparkClient.submit(job, own, arguments -> call(arguments, own));
    var spec = job.application();
    var args = new ArrayList<>(List.of("driver", "--properties-file"));
    args.addAll(List.of("/opt/spark/conf/spark.properties", "--class", "io.ingot.app.Main"));
    args.add(spec.get("mainApplicationFile").asText());
    spec.get("arguments").forEach(word -> args.add(word.asText()));
    check(job, "the driver's command", arrived.container().getArgs(), args);
    check(
        job,
        "the driver's memory in MiB",
        Arrived.memory(arrived.container()),
        mebibytes(spec.at("/driver/memory").asText())
            + mebibytes(spec.at("/driver/memoryOverhead").asText()));
    check(
        job,
        "the driver's account",
        arrived.driver().getSpec().getServiceAccountName(),
        spec.at("/driver/serviceAccount").asText());
    spec.get("sparkConf")
        .fields()
        .forEachRemaining(
            setting ->
                check(
                    job,
                    setting.getKey(),
                    arrived.settings().get(setting.getKey()),
                    setting.getValue().asText()));
    ExecutorPod executor = ExecutorPod.of(arrived, own);
    check(
        job,
        "an executor's memory in MiB",
        Arrived.memory(executor.container()),
        mebibytes(spec.at("/executor/memory").asText())
            + mebibytes(spec.at("/executor/memoryOverhead").asText()));
    check(job, "secrets", arrived.text().contains(CANARY), false);
  }

  private void drive() {
    SalesOnACluster project = SalesOnACluster.in(folder);
    Manifest job = project.nightly();
    Path own = folder.resolve("nightly");
    Arrived arrived = SparkClient.submit(job, own, arguments -> call(arguments, own));
    DriverCommand.Ended ended =
        project.here(arrived).run(List.of(sparkSubmit.toString()), folder.resolve("driver"));
    check(job, "how its driver's command ends", ended.exitCode(), 0);
    check(
        job,
        "the table that it was for",
        Files.exists(project.bucket().resolve("lake/gold/daily/_delta_log")),
        true);
    if (ended.exitCode() != 0) {
      System.out.println(ended.printed());
    }
  }

  private static long mebibytes(String memory) {
    long number = Long.parseLong(memory.substring(0, memory.length() - 1));
    return memory.endsWith("g") ? number << 10 : number;
  }

  private void check(Manifest job, String what, Object found, Object wanted) {
    boolean right = wanted.equals(found);
    passed += right ? 1 : 0;
    failed += right ? 0 : 1;
    System.out.println(
        (right ? "ok     " : "WRONG  ")
            + job.name()
            + ": "
            + what
            + " is "
            + found
            + (right ? "" : ", not " + wanted));
  }

  private void call(List<String> arguments, Path own) {
    List<String> command = new ArrayList<>(List.of(sparkSubmit.toString()));
    command.addAll(arguments);
    Path printed = own.resolve("printed");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
      builder.environment().put("AWS_SECRET_ACCESS_KEY", CANARY);
      Process process = builder.start();
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
          throw new IllegalStateException("spark-submit failed: " + Files.readString(printed));
        }
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot call " + sparkSubmit, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while spark-submit ran", e);
    }
  }
}
