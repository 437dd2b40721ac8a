package io.ingot.core.lake;

import com.amazonaws.services.s3.model.AmazonS3Exception;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * What an object store's failure means and what to do about it, in words that hold no secret and no
 * value of a row. It is looked for in the causes of a failure, and in their words, since Spark
 * tells what happened in a task as text.
 */
public final class StoreFailure {
  /** Causes can be their own cause. */
  private static final int DEPTH = 30;

  private static final Pattern CODE =
      // An answer to HEAD has no code of its own, and reads "Error Code: 403 Forbidden".
      Pattern.compile("Status Code: (\\d{3}); Error Code: (?:\\d{3} )?([A-Za-z]+)");

  /** Up to what could be a value of a row, as the folder of a partition; never with a login. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "s3a://[a-z0-9][a-z0-9._-]*+(?=[/\\s,;)'\"]|:\\s|$)"
              + "(?:/[\\w.-]++(?=[/\\s:,;)'\"]|$))*+");

  private static final String LOGIN =
      " Look at s3.credentials of the project and at what it names: the role of the service"
          + " account, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.";

  private static final Map<String, String> CODES =
      Map.ofEntries(
          Map.entry("NoSuchBucket", "there is no such bucket. Make it, or mend the address."),
          Map.entry(
              "ExpiredToken",
              "the session of the login has ended (ExpiredToken). Give the run a login that renews"
                  + " itself (s3.credentials: web_identity or instance), or a new token, and run"
                  + " again."),
          Map.entry("TokenRefreshRequired", "the login's token has to be renewed. Run again."),
          Map.entry("InvalidToken", "the store does not take the session token." + LOGIN),
          Map.entry("InvalidAccessKeyId", "the store does not know the access key." + LOGIN),
          Map.entry(
              "SignatureDoesNotMatch",
              "the secret key is not the access key's (SignatureDoesNotMatch)." + LOGIN),
          Map.entry(
              "RequestTimeTooSkewed",
              "this machine's clock and the store's differ by more than 15 minutes. Set the clock"
                  + " (NTP)."),
          Map.entry(
              "SlowDown", "the store asks for patience (SlowDown) and kept asking. Run later."),
          Map.entry("NotImplemented", "the store does not know the request (NotImplemented)."));

  private StoreFailure() {}

  /**
   * The meaning of a failure, as the end of a sentence and what to do.
   *
   * @return empty when it is none of an object store's, or none that has more to it than its own
   *     words
   */
  public static Optional<String> meaning(Throwable failure) {
    return causes(failure)
        .map(StoreFailure::ofCause)
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> causes(failure).map(StoreFailure::ofWords).flatMap(Optional::stream).findFirst());
  }

  /**
   * The same as a whole, with the address where the failure names it: any store, not the lake's.
   */
  public static Optional<String> sentence(Throwable failure) {
    return meaning(failure)
        .map(
            meaning ->
                "Cannot use an object store: "
                    + meaning
                    + causes(failure)
                        .map(cause -> ADDRESS.matcher(String.valueOf(cause.getMessage())))
                        .filter(Matcher::find)
                        .findFirst()
                        .map(found -> " It was asked for " + found.group() + ".")
                        .orElse(""));
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(DEPTH);
  }

  private static Optional<String> ofCause(Throwable cause) {
    if (cause instanceof AmazonS3Exception) {
      return ofAnswer((AmazonS3Exception) cause);
    }
    if (String.valueOf(cause.getMessage()).contains("Unable to load AWS credentials")
        || cause.getClass().getSimpleName().equals("NoAuthWithAWSException")
        || cause.getClass().getSimpleName().equals("CredentialInitializationException")) {
      return Optional.of("there is no login for the store." + LOGIN);
    }
    return Optional.empty();
  }

  private static Optional<String> ofAnswer(AmazonS3Exception answer) {
    Map<String, String> details =
        Optional.ofNullable(answer.getAdditionalDetails()).orElse(Map.of());
    if (answer.getStatusCode() == 301
        || answer.getStatusCode() == 307
        || "AuthorizationHeaderMalformed".equals(answer.getErrorCode())
        || "IllegalLocationConstraintException".equals(answer.getErrorCode())) {
      String region =
          Stream.of("x-amz-bucket-region", "Region")
              .map(details::get)
              .filter(found -> found != null && !found.isBlank())
              .findFirst()
              .map(found -> "in the region " + found)
              .orElse("in another region");
      return Optional.of(
          "the bucket lies " + region + " and was asked for elsewhere. Set s3.region to it.");
    }
    if ("RequestTimeTooSkewed".equals(answer.getErrorCode()) && details.get("ServerTime") != null) {
      return Optional.of(
          "this machine's clock says "
              + Instant.now()
              + " and the store's "
              + details.get("ServerTime")
              + "; S3 takes a difference of 15 minutes. Set the clock (NTP).");
    }
    return ofCode(answer.getStatusCode(), answer.getErrorCode());
  }

  private static Optional<String> ofWords(Throwable cause) {
    Matcher told = CODE.matcher(String.valueOf(cause.getMessage()));
    return told.find() ? ofCode(Integer.parseInt(told.group(1)), told.group(2)) : Optional.empty();
  }

  private static Optional<String> ofCode(int status, String code) {
    String known = CODES.get(String.valueOf(code));
    if (known != null) {
      return Optional.of(known);
    }
    if (status == 403) {
      return Optional.of(
          "the login is not allowed to (403 "
              + String.valueOf(code).replaceFirst("^\\d{3} ", "")
              + "). Give it s3:ListBucket on the bucket, and s3:GetObject, s3:PutObject and"
              + " s3:DeleteObject on what lies below the address.");
    }
    return Optional.empty();
  }

  /** As {@link #meaning}, and also why a store could not be reached at all. */
  static String verdict(Throwable failure, String endpoint) {
    return meaning(failure)
        .or(() -> causes(failure).map(reached(endpoint)).flatMap(Optional::stream).findFirst())
        .orElseGet(() -> "it failed: " + last(failure) + ".");
  }

  private static Function<Throwable, Optional<String>> reached(String endpoint) {
    return cause -> {
      if (cause instanceof UnknownHostException) {
        return Optional.of(
            "no host of the name "
                + cause.getMessage().replaceFirst(":.*", "")
                + " is known. Mend s3.endpoint ("
                + endpoint
                + "); a store of your own often needs s3.path_style: true.");
      }
      if (cause instanceof SSLException) {
        return Optional.of(
            "no secure connection to "
                + endpoint
                + " came about ("
                + cause.getMessage()
                + "). Write http:// in s3.endpoint where the store has no certificate, or trust"
                + " its certificate in the JVM.");
      }
      if (cause instanceof SocketTimeoutException || cause instanceof NoRouteToHostException) {
        return Optional.of(
            endpoint + " does not answer. Is the network, a proxy or a firewall between?");
      }
      if (cause instanceof ConnectException) {
        return Optional.of(
            "nobody listens at " + endpoint + ". Mend s3.endpoint, or start the store.");
      }
      return Optional.empty();
    };
  }

  private static String last(Throwable failure) {
    Throwable last = causes(failure).reduce((one, next) -> next).orElse(failure);
    if (last instanceof AmazonS3Exception) {
      AmazonS3Exception answer = (AmazonS3Exception) last;
      return "status " + answer.getStatusCode() + ", " + answer.getErrorCode();
    }
    return last.getClass().getSimpleName();
  }
}
