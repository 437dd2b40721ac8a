package io.ingot.etl.bronze.kafka;

import io.ingot.core.error.Fault;
import io.ingot.core.error.SourceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownServerException;

/** What a failure of Kafka's client means. */
final class KafkaFaults {
  /** The first that fits is meant; what fits none of them lasts. */
  private static final List<Map.Entry<Class<? extends RuntimeException>, Fault>> KINDS =
      List.of(
          Map.entry(TimeoutException.class, Fault.TIMEOUT),
          Map.entry(DisconnectException.class, Fault.CONNECTION),
          Map.entry(NetworkException.class, Fault.CONNECTION),
          Map.entry(ThrottlingQuotaExceededException.class, Fault.BUSY),
          Map.entry(RetriableException.class, Fault.SERVER),
          Map.entry(UnknownServerException.class, Fault.SERVER));

  private KafkaFaults() {}

  /** The error of a question that the cluster did not answer. */
  static SourceException unanswered(String origin, Throwable cause) {
    Fault fault = fault(cause).orElse(Fault.LASTING);
    String told = "Cannot read " + origin + " (" + cause.getClass().getSimpleName() + ")";
    return new SourceException(
        fault,
        told
            + ": "
            + cause.getMessage()
            + (fault == Fault.LASTING
                ? " Look at the connection's brokers, settings and login, and at what the login may"
                    + " read."
                : " Look whether the brokers are up and can be reached, and run again."),
        told,
        cause);
  }

  /**
   * The error of a client that could not even be made. What went wrong with a login may repeat
   * parts of it, so neither its words nor its cause are told.
   */
  static SourceException unmade(String origin, Throwable cause) {
    String told = "Cannot read " + origin + ": the settings make no Kafka client";
    String why =
        chain(cause)
            .filter(ConfigException.class::isInstance)
            .findFirst()
            .map(known -> ": " + known.getMessage())
            .orElse(". Either they or the login are not written as the client expects");
    return new SourceException(
        Fault.LASTING, told + why + ". Look at the connection in ingot.yml.", told, null);
  }

  /** Whether a failure may pass, by the first cause that Kafka's client threw; empty if none. */
  static Optional<Fault> fault(Throwable failure) {
    return KINDS.stream()
        .filter(kind -> chain(failure).anyMatch(kind.getKey()::isInstance))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(20);
  }
}
