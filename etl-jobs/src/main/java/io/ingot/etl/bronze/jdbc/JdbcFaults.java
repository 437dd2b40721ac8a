package io.ingot.etl.bronze.jdbc;

import io.ingot.core.error.Fault;
import io.ingot.core.error.SourceException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a database's error means: whether asking again can help, and how it is told. */
final class JdbcFaults {
  /** MariaDB: lock wait timeout, deadlock, too many connections, of the server and of the user. */
  private static final Set<Integer> BUSY_CODES = Set.of(1205, 1213, 1040, 1203);

  private static final Set<String> BUSY_STATES = Set.of("40001", "40P01", "55P03");

  private JdbcFaults() {}

  /** The error of a statement that failed; the driver's words hold no password. */
  static SourceException told(String origin, SQLException cause) {
    String told = "Cannot read " + origin + " (SQL state " + cause.getSQLState() + ")";
    return new SourceException(
        of(cause),
        told + ": " + cause.getMessage() + " Look at the database and the declaration.",
        told,
        cause);
  }

  /**
   * The error of a database that a failure of Spark was caused by, or of a value of it that the
   * lake cannot hold; empty where it was neither.
   */
  static Optional<SourceException> blamed(String origin, Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(20)
        .flatMap(cause -> blamedAlone(origin, cause).stream())
        .findFirst();
  }

  private static Optional<SourceException> blamedAlone(String origin, Throwable cause) {
    if (cause instanceof SQLException sql) {
      return Optional.of(told(origin, sql));
    }
    String told = cause.getMessage() == null ? "" : cause.getMessage();
    return told.startsWith("Cannot read " + origin)
        ? Optional.of(
            new SourceException(
                Fault.LASTING,
                told,
                "Cannot read " + origin + ": a value is none that its column of the lake can hold.",
                cause))
        : Optional.empty();
  }

  /** Whether asking again can help. */
  static Fault of(SQLException cause) {
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    if (cause instanceof SQLTimeoutException || state.equals("57014")) {
      return Fault.TIMEOUT;
    }
    if (BUSY_STATES.contains(state)
        || state.startsWith("53")
        || BUSY_CODES.contains(cause.getErrorCode())) {
      return Fault.BUSY;
    }
    return state.startsWith("08") || state.startsWith("57P0") ? Fault.CONNECTION : Fault.LASTING;
  }
}
