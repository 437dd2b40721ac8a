package io.ingot.core.lake;

import java.util.Objects;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * What the Spark jobs of a thread are for, in words: Spark's pages show "silver.sales, batch 7:
 * merge the kept rows" in place of a file name and a line number. It holds for the jobs that this
 * thread, or a thread that it starts, begins from now on, until something else is said. The words
 * name tables and steps, never a row's value.
 */
public final class JobWords {
  private static final String SENTENCE = "spark.job.description";

  /** Read by nobody but this class; it is inherited as the sentence is. */
  private static final String SUBJECT = "ingot.subject";

  private final SparkContext spark;

  private JobWords(SparkContext spark) {
    this.spark = spark;
  }

  /** Of the threads of a session's application. */
  public static JobWords of(SparkSession session) {
    return new JobWords(session.sparkContext());
  }

  /**
   * From now on it is about something else.
   *
   * @param subject a table, with its batch where there is one, or a run
   * @param doing what is done first
   */
  public void about(String subject, String doing) {
    Objects.requireNonNull(subject, "subject");
    spark.setLocalProperty(SUBJECT, subject);
    doing(doing);
  }

  /** The next step, of what it is about already. */
  public void doing(String doing) {
    Objects.requireNonNull(doing, "doing");
    spark.setLocalProperty(
        SENTENCE,
        Optional.ofNullable(spark.getLocalProperty(SUBJECT))
            .map(subject -> subject + ": " + doing)
            .orElse(doing));
  }

  /** What is said now, to go back to; see {@link #back}. */
  public Said said() {
    return new Said(
        Optional.ofNullable(spark.getLocalProperty(SUBJECT)),
        Optional.ofNullable(spark.getLocalProperty(SENTENCE)));
  }

  /** Says again what was said before. */
  public void back(Said before) {
    spark.setLocalProperty(SUBJECT, before.subject().orElse(null));
    spark.setLocalProperty(SENTENCE, before.sentence().orElse(null));
  }

  /** What the jobs of a thread were for at a moment. */
  public record Said(Optional<String> subject, Optional<String> sentence) {}
}
