package io.ingot.core.lake;

import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.model.CannedAccessControlList;
import com.amazonaws.services.s3.model.PutObjectRequest;
import com.amazonaws.services.s3.model.S3Object;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.s3a.AWSCredentialProviderList;
import org.apache.hadoop.fs.s3a.DefaultS3ClientFactory;
import org.apache.hadoop.fs.s3a.S3AUtils;
import org.apache.hadoop.fs.s3a.S3ClientFactory.S3ClientCreationParameters;
import org.apache.hadoop.fs.s3a.api.RequestFactory;
import org.apache.hadoop.fs.s3a.impl.RequestFactoryImpl;

/**
 * A bucket, asked by S3A's own requests, so that a store that demands encryption or an access list
 * is asked as for any other file; but with less patience than S3A's.
 */
final class StoreClient implements AutoCloseable {
  private final AWSCredentialProviderList login;
  private final AmazonS3 store;
  private final RequestFactory requests;

  private StoreClient(AWSCredentialProviderList login, AmazonS3 store, RequestFactory requests) {
    this.login = login;
    this.store = store;
    this.requests = requests;
  }

  /**
   * A client that asks nothing yet.
   *
   * @param configuration of this bucket, with the settings of S3A
   * @throws IOException when its settings are wrong
   */
  static StoreClient of(String bucket, Configuration configuration) throws IOException {
    Configuration hasty = new Configuration(configuration);
    hasty.setInt("fs.s3a.attempts.maximum", 3);
    hasty.setInt("fs.s3a.connection.establish.timeout", 4000);
    hasty.setInt("fs.s3a.connection.timeout", 4000);
    URI address = URI.create("s3a://" + bucket);
    String access = hasty.getTrimmed("fs.s3a.acl.default", "");
    RequestFactory requests =
        RequestFactoryImpl.builder()
            .withBucket(bucket)
            .withEncryptionSecrets(S3AUtils.buildEncryptionSecrets(bucket, hasty))
            .withCannedACL(access.isEmpty() ? null : CannedAccessControlList.valueOf(access))
            .build();
    DefaultS3ClientFactory clients = new DefaultS3ClientFactory();
    clients.setConf(hasty);
    AWSCredentialProviderList login = S3AUtils.createAWSCredentialProviderSet(address, hasty);
    try {
      AmazonS3 store =
          clients.createS3Client(
              address,
              new S3ClientCreationParameters()
                  .withCredentialSet(login)
                  .withEndpoint(hasty.getTrimmed("fs.s3a.endpoint", ""))
                  .withPathStyleAccess(hasty.getBoolean("fs.s3a.path.style.access", false)));
      return new StoreClient(login, store, requests);
    } catch (IOException | RuntimeException e) {
      login.close();
      throw e;
    }
  }

  /** Whether anything is there does not matter. */
  void list(String prefix) {
    store.listObjectsV2(requests.newListObjectsV2Request(prefix, null, 1));
  }

  /** Writes an object that must not be there yet. */
  void create(String key, byte[] bytes) {
    PutObjectRequest request =
        requests.newPutObjectRequest(
            key, requests.newObjectMetadata(bytes.length), new ByteArrayInputStream(bytes));
    request.putCustomRequestHeader("If-None-Match", "*");
    store.putObject(request);
  }

  void read(String key) throws IOException {
    try (S3Object object = store.getObject(requests.newGetObjectRequest(key))) {
      object.getObjectContent().readAllBytes();
    }
  }

  void delete(String key) {
    store.deleteObject(requests.newDeleteObjectRequest(key));
  }

  /** Whatever is being asked ends with a failure. */
  @Override
  public void close() {
    store.shutdown();
    login.close();
  }
}
