package io.ingot.core.run;

import io.ingot.core.error.Fault;
import io.ingot.core.error.FencedException;
import io.ingot.core.error.IngotException;
import io.ingot.core.error.SourceException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ConcurrentModificationException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells failures that may pass by themselves from those that another try can only repeat: what a
 * project, a gate or another run is the cause of never passes.
 */
final class PassingFault {
  /** Causes can be their own cause. */
  private static final int DEPTH = 30;

  private static final String SPARK = "org.apache.spark.SparkException";

  /** By class, since not every store's client is on every class path. */
  private static final Map<String, Fault> STORES =
      Map.of(
          "org.apache.hadoop.fs.s3a.AWSServiceThrottledException", Fault.BUSY,
          "org.apache.hadoop.fs.s3a.AWSStatus500Exception", Fault.SERVER,
          "org.apache.hadoop.net.ConnectTimeoutException", Fault.TIMEOUT);

  private static final Set<String> STORE_ANSWERS =
      Set.of(
          "com.amazonaws.AmazonServiceException",
          "org.apache.hadoop.fs.s3a.AWSS3IOException",
          "org.apache.hadoop.fs.s3a.AWSServiceIOException");

  private static final Pattern BUSY = Pattern.compile("SlowDown|Status Code: (429|503)");
  private static final Pattern SERVER = Pattern.compile("Status Code: 5\\d\\d");
  private static final Pattern LOST =
      Pattern.compile("ExecutorLostFailure|FetchFailed|Executor heartbeat timed out");
  private static final Pattern BROKEN =
      Pattern.compile(
          "(?i)connection (was )?(reset|aborted|closed)|broken pipe|premature (EOF|end)|timed out");

  private PassingFault() {}

  /** Why a stage failed, where that may pass. */
  static Optional<Fault> of(Throwable failure) {
    Optional<Throwable> told = causes(failure).filter(IngotException.class::isInstance).findFirst();
    return told.isPresent()
        ? told.flatMap(PassingFault::told)
        : causes(failure).flatMap(cause -> one(cause).stream()).findFirst();
  }

  private static Optional<Fault> told(Throwable failure) {
    if (failure instanceof FencedException fenced) {
      return Optional.of(Fault.BUSY).filter(busy -> isConflict(fenced));
    }
    return Optional.of(failure)
        .filter(SourceException.class::isInstance)
        .map(cause -> ((SourceException) cause).fault())
        .filter(fault -> fault != Fault.LASTING);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(DEPTH);
  }

  private static Optional<Fault> one(Throwable cause) {
    if (isConflict(cause)) {
      return Optional.of(Fault.BUSY);
    }
    if (cause instanceof InterruptedIOException || cause instanceof TimeoutException) {
      return Optional.of(Fault.TIMEOUT);
    }
    if (cause instanceof ConnectException
        || cause instanceof NoRouteToHostException
        || cause instanceof PortUnreachableException
        || cause instanceof UnknownHostException
        || cause instanceof SocketException) {
      return Optional.of(Fault.CONNECTION);
    }
    return byWords(cause);
  }

  private static Optional<Fault> byWords(Throwable cause) {
    String message = Optional.ofNullable(cause.getMessage()).orElse("");
    Optional<Fault> known =
        STORES.entrySet().stream()
            .filter(store -> isA(cause, Set.of(store.getKey())))
            .map(Map.Entry::getValue)
            .findFirst();
    if (known.isPresent()) {
      return known;
    }
    if (isA(cause, STORE_ANSWERS)) {
      return BUSY.matcher(message).find()
          ? Optional.of(Fault.BUSY)
          : Optional.of(Fault.SERVER).filter(server -> SERVER.matcher(message).find());
    }
    if (isA(cause, Set.of(SPARK)) && LOST.matcher(message).find()) {
      return Optional.of(Fault.SERVER);
    }
    return Optional.of(Fault.CONNECTION)
        .filter(broken -> cause instanceof IOException && BROKEN.matcher(message).find());
  }

  /** Whether a commit was fenced by another one that need not be a run's: upkeep commits too. */
  static boolean isConflict(FencedException fenced) {
    return fenced.getCause() != null && isConflict(fenced.getCause());
  }

  /** Whether a commit of Delta's met another one, and not a run's that made the same batch. */
  private static boolean isConflict(Throwable cause) {
    String name = cause.getClass().getName();
    return cause instanceof ConcurrentModificationException
        && (name.startsWith("io.delta.") || name.startsWith("org.apache.spark.sql.delta."))
        && !name.endsWith(".ConcurrentTransactionException");
  }

  private static boolean isA(Throwable cause, Set<String> names) {
    return Stream.<Class<?>>iterate(
            cause.getClass(), type -> type != null, type -> type.getSuperclass())
        .anyMatch(type -> names.contains(type.getName()));
  }
}
