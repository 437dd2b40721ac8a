package io.ingot.tests.cluster;

import static io.ingot.tests.cluster.ManifestLint.Rule.ofEach;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.tests.cluster.ManifestLint.Fault;
import io.ingot.tests.cluster.ManifestLint.Rule;
import java.util.List;
import java.util.stream.Stream;

/** When runs start, how often again, what they are called and how long they stay. */
final class ApplicationRules {
  /** A dash and the nanoseconds since 1970. */
  private static final int RUN_SUFFIX = 20;

  /** The operator puts it behind a run's name and, up to 2.5.2, does not shorten it. */
  private static final int METRICS_SUFFIX = "-prom-conf-vol".length();

  private ApplicationRules() {}

  static List<Rule> all() {
    return List.of(
        ofEach(1, "concurrency policy", ApplicationRules::concurrency),
        ofEach(3, "runs by applying", ApplicationRules::applied),
        ofEach(4, "retries", ApplicationRules::retries),
        ofEach(6, "length of names", ApplicationRules::names),
        new Rule(11, "webhook and namespaces", ApplicationRules::operator),
        ofEach(15, "what Volcano counts", ApplicationRules::volcano),
        ofEach(16, "time to live", ApplicationRules::lifetime));
  }

  private static Stream<String> concurrency(Manifest manifest) {
    return fault(
        manifest.isScheduled()
            && !manifest.at("/spec/concurrencyPolicy").asText().matches("Allow|Forbid|Replace"),
        "concurrencyPolicy is not said; only the first run would ever start");
  }

  private static Stream<String> applied(Manifest manifest) {
    return fault(
        !manifest.isScheduled() && !manifest.at("/spec/suspend").asBoolean(),
        "runs again whenever it is applied with a change; schedule it or suspend it");
  }

  private static Stream<String> retries(Manifest manifest) {
    JsonNode policy = manifest.application().path("restartPolicy");
    String type = policy.path("type").asText();
    return Stream.concat(
        fault(type.equals("Always"), "restarts a run that succeeded"),
        fault(
            type.equals("OnFailure") && !policy.hasNonNull("onFailureRetries"),
            "OnFailure without onFailureRetries never retries"));
  }

  private static Stream<String> names(Manifest manifest) {
    int suffix =
        (manifest.isScheduled() ? RUN_SUFFIX : 0)
            + (manifest.application().at("/monitoring/prometheus").isObject() ? METRICS_SUFFIX : 0);
    int longest = OperatorRules.NAME_LENGTH - suffix;
    return fault(
        manifest.name().length() > longest,
        "its name has " + manifest.name().length() + " characters, and its runs allow " + longest);
  }

  private static Stream<Fault> operator(ManifestSet set) {
    return set.operator().stream()
        .flatMap(
            values ->
                Stream.concat(
                    webhook(values), set.applications().flatMap(each -> watched(each, values))))
        .map(message -> new Fault(11, "operator's values", message));
  }

  private static Stream<String> webhook(JsonNode values) {
    JsonNode webhook = values.path("webhook");
    return Stream.concat(
        fault(
            !webhook.path("enable").asBoolean(true),
            "without the webhook pods lose volumes, tolerations and security contexts"),
        fault(
            !webhook.path("failurePolicy").asText("Fail").equals("Fail"),
            "a webhook that may be passed over lets pods start without their volumes"));
  }

  private static Stream<String> watched(Manifest manifest, JsonNode values) {
    String namespace = manifest.namespace().orElse("default");
    JsonNode spaces = values.at("/spark/jobNamespaces");
    boolean found = spaces.isMissingNode() && namespace.equals("default");
    for (JsonNode space : spaces) {
      found |= space.asText().equals(namespace) || space.asText().isEmpty();
    }
    return fault(!found, "spark.jobNamespaces leaves out " + namespace + ", so nothing happens");
  }

  private static Stream<String> volcano(Manifest manifest) {
    JsonNode spec = manifest.application();
    return fault(
        spec.path("batchScheduler").asText().equals("volcano")
            && !spec.at("/batchSchedulerOptions/resources").isObject(),
        "Volcano cannot read memory like 4g; say batchSchedulerOptions.resources");
  }

  private static Stream<String> lifetime(Manifest manifest) {
    return fault(
        manifest.application().path("timeToLiveSeconds").asLong() < 1,
        "timeToLiveSeconds is not said; its runs would stay for ever");
  }

  private static Stream<String> fault(boolean present, String message) {
    return present ? Stream.of(message) : Stream.empty();
  }
}
