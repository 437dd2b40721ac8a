package io.ingot.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.exceptions.ConcurrentAppendException;
import io.delta.exceptions.ConcurrentTransactionException;
import io.ingot.core.error.Fault;
import io.ingot.core.error.FencedException;
import io.ingot.core.error.GapException;
import io.ingot.core.error.GateException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ConcurrentModificationException;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class PassingFaultTest {
  @Test
  void whatMayPassIsFoundHoweverDeepItIs() {
    assertThat(PassingFault.of(new ConcurrentAppendException("files were added")))
        .contains(Fault.BUSY);
    assertThat(
            PassingFault.of(
                new FencedException(
                    "changed at the same moment", new ConcurrentAppendException("files"))))
        .contains(Fault.BUSY);
    assertThat(PassingFault.of(spark(new SocketTimeoutException("Read timed out"))))
        .contains(Fault.TIMEOUT);
    assertThat(PassingFault.of(spark(new SocketException("Connection reset"))))
        .contains(Fault.CONNECTION);
    assertThat(
            PassingFault.of(
                new UncheckedIOException(new IOException("s3: Connection reset by peer"))))
        .contains(Fault.CONNECTION);
    assertThat(PassingFault.of(new RuntimeException(new ConnectException("Connection refused"))))
        .contains(Fault.CONNECTION);
    assertThat(PassingFault.of(new SparkException("Task 3 failed: ExecutorLostFailure (exit 137)")))
        .contains(Fault.SERVER);
    assertThat(PassingFault.of(new SourceException(Fault.BUSY, "busy", "busy", null)))
        .contains(Fault.BUSY);
  }

  @Test
  void whatAnotherTryWouldRepeatIsNot() {
    Throwable reset = new SocketException("Connection reset");
    assertThat(
            Stream.of(
                new ProjectException("no such column", reset),
                new Refusal("3 rows too many"),
                new FencedException("another run was faster", reset),
                new FencedException(
                    "another run committed the batch",
                    new ConcurrentTransactionException("the same batch")),
                new FencedException(
                    "run b committed it meanwhile",
                    new FencedException(
                        "changed at the same moment", new ConcurrentAppendException("files"))),
                new GapException("history is gone", reset),
                new SourceException("wrong password", reset),
                new RuntimeException(new FencedException("lost the hold", reset)),
                new ConcurrentTransactionException("another run committed the batch"),
                new ConcurrentModificationException("a list of our own"),
                new UncheckedIOException(new FileNotFoundException("part-0.parquet")),
                new UncheckedIOException(new IOException("No space left on device")),
                spark(new ArithmeticException("divide by zero")),
                new IllegalStateException("a value said 'connection reset'")))
        .allSatisfy(failure -> assertThat(PassingFault.of(failure)).isEmpty());
  }

  @Test
  void aCauseThatIsItsOwnCauseEndsTheSearch() {
    RuntimeException one = new RuntimeException("one");
    one.initCause(new RuntimeException("two", one));

    assertThat(PassingFault.of(one)).isEmpty();
  }

  private static Exception spark(Exception cause) {
    return new SparkException("Job aborted due to stage failure", cause);
  }

  /** What a gate throws. */
  private static final class Refusal extends GateException {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
      super(message, message);
    }
  }
}
