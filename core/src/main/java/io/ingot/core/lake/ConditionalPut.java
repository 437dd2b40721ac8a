package io.ingot.core.lake;

import com.amazonaws.services.s3.model.PutObjectRequest;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.Invoker;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.WriteOperationHelper;
import org.apache.hadoop.fs.store.audit.AuditSpan;

/**
 * Makes one object of S3 unless there is one of its name, by the header {@code If-None-Match: *}
 * (Amazon S3 User Guide, "Conditional writes"). S3A sends it, with the lake's encryption and login.
 */
final class ConditionalPut {
  private final S3AFileSystem store;
  private final Path path;
  private final Invoker patience;

  ConditionalPut(S3AFileSystem store, Path path) {
    this.store = store;
    this.path = path;
    this.patience = new Invoker(new RefusalIsFinal(store.getConf()), Invoker.LOG_EVENT);
  }

  /**
   * Writes the object.
   *
   * @throws FileAlreadyExistsException when one with other bytes is there
   */
  void write(byte[] bytes) throws IOException {
    try {
      patience.retry("write if absent", path.toString(), true, () -> put(bytes));
    } catch (IOException e) {
      // The write of an earlier try can have reached the store though its answer did not reach us;
      // then a later try, the SDK's own or S3A's, is refused because of ourselves.
      Optional<byte[]> there = read(e);
      if (there.isEmpty() && !RefusalIsFinal.isRefusal(e)) {
        throw e;
      }
      // One that refused us and is gone since was another's, as far as anybody can know.
      if (there.filter(found -> Arrays.equals(found, bytes)).isEmpty()) {
        throw taken(e);
      }
    }
  }

  private void put(byte[] bytes) throws IOException {
    try (AuditSpan span = store.createSpan("write-if-absent", path.toString(), null)) {
      WriteOperationHelper once = new SingleTry(store, span);
      PutObjectRequest request =
          once.createPutObjectRequest(
              store.pathToKey(path), new ByteArrayInputStream(bytes), bytes.length, Map.of());
      request.putCustomRequestHeader("If-None-Match", "*");
      once.putObject(request);
    }
  }

  private Optional<byte[]> read(IOException refusal) throws IOException {
    try (FSDataInputStream in = store.open(path)) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      refusal.addSuppressed(e);
      throw refusal;
    }
  }

  private FileAlreadyExistsException taken(IOException refusal) {
    FileAlreadyExistsException taken = new FileAlreadyExistsException(path.toString());
    taken.initCause(refusal);
    return taken;
  }
}
