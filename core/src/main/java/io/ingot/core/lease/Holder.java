package io.ingot.core.lease;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Who holds a table.
 *
 * @param run the run's id
 * @param host name of the machine or pod
 * @param space within which a pid means one process: the boot of the kernel and the pids' namespace
 * @param pid of the run's process
 * @param started when that process started, where the system tells
 * @param user that the process belongs to
 */
record Holder(
    String run, String host, String space, long pid, Optional<Instant> started, String user) {
  /** A clock that is set while a process lives moves its start; a pid comes round far later. */
  private static final Duration CLOCK_STEPS = Duration.ofMinutes(1);

  Holder {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(space, "space");
    Objects.requireNonNull(started, "started");
    Objects.requireNonNull(user, "user");
  }

  /** A run of this process. */
  static Holder here(String run) {
    ProcessHandle process = ProcessHandle.current();
    return new Holder(
        run,
        hostName(),
        processSpace(),
        process.pid(),
        process.info().startInstant(),
        System.getProperty("user.name", "unknown"));
  }

  /**
   * Whether its process has ended, as far as another can tell: only one of the same machine that
   * sees the same processes can. A process that is stopped has not ended.
   */
  boolean isGone(Holder beholder) {
    return host.equals(beholder.host)
        && space.equals(beholder.space)
        && ProcessHandle.of(pid).filter(this::isThatProcess).isEmpty();
  }

  private boolean isThatProcess(ProcessHandle process) {
    Optional<Instant> begun = process.info().startInstant();
    return process.isAlive()
        && (started.isEmpty()
            || begun.isEmpty()
            || Duration.between(started.get(), begun.get()).abs().compareTo(CLOCK_STEPS) < 0);
  }

  String describe() {
    return "run " + run + " (host " + host + ", process " + pid + ", user " + user + ")";
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A machine that does not know its own name is told apart by its process space.
      return "unknown";
    }
  }

  /** Containers may share a host's name and not its processes. */
  private static String processSpace() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException e) {
      // Only Linux has these, and only there do processes hide from each other on one host.
      return "host";
    }
  }
}
