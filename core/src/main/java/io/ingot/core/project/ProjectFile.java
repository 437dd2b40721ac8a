package io.ingot.core.project;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What {@code ingot.yml} says, with the environment's file laid over it. */
@Doc("A project: its name, its lake and its connections")
record ProjectFile(
    @Required @Doc("The project's name") String name,
    @Required
        @Doc("Where the tables lie: a folder relative to the project, or a URI such as s3a://")
        String lake,
    @Doc("Where data comes from, by name") Map<String, Connection> connections,
    @Doc("How a run holds the tables that it works on") LeaseTerms lease,
    @Doc("How the files of tables are kept in order that say nothing else themselves")
        Maintain maintain,
    @Doc("Where the OpenLineage events of a run go; none are made unless said")
        Optional<LineageTerms> lineage,
    @Doc("How often a stage that fails is tried again, where its table does not say it")
        Retry retry,
    @Doc("Who is told of what goes wrong") Alerts alerts,
    @Doc("Days on which nobody expects news, by a calendar's name")
        Map<String, BusinessCalendar> calendars,
    @Doc("Where a run's metrics go") MetricsTerms metrics,
    @Doc("The things that features are about, by name") Map<String, Entity> entities,
    @Doc("How S3 is reached, for every s3a:// address of the project") ObjectStore s3,
    @Doc("Where Spark's event logs go, which the history server shows") EventLogs history,
    @Doc("How the project runs on Kubernetes") Optional<Cluster> cluster) {
  private static final Pattern URI = Pattern.compile("[a-z][a-z0-9+.-]+:/.*");

  ProjectFile {
    if (name.isBlank() || lake.isBlank()) {
      throw new IllegalArgumentException("name and lake must not be empty.");
    }
    lease = lease == null ? LeaseTerms.usual() : lease;
    maintain = maintain == null ? Maintain.unsaid() : maintain;
    if (!maintain.zorder().isEmpty()) {
      throw new IllegalArgumentException(
          "maintain.zorder belongs to a table: the columns of one are not those of another.");
    }
    retry = retry == null ? Retry.usual() : retry;
    alerts = alerts == null ? Alerts.none() : alerts;
    metrics = metrics == null ? MetricsTerms.none() : metrics;
    s3 = s3 == null ? ObjectStore.usual() : s3;
    history = history == null ? EventLogs.usual() : history;
  }

  /** The lake as a URI or an absolute path. */
  String lakeFrom(Path folder) {
    return URI.matcher(lake).matches()
        ? lake
        : folder.resolve(lake).toAbsolutePath().normalize().toString();
  }
}
