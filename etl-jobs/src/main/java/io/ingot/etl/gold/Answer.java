package io.ingot.etl.gold;

import io.ingot.core.batch.Pin;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.JavaTransform;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Transform;
import io.ingot.core.run.TransformContext;
import java.util.Map;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a gold table's query or class says over inputs that are pinned to versions. */
final class Answer {
  private Answer() {}

  /** The whole table. */
  static Dataset<Row> of(GoldTable declared, Lake pinned, Map<TableName, Pin> inputs) {
    try {
      return declared
          .transform()
          .map(
              by -> made(declared, by).apply(new TransformContext(declared.name(), pinned, inputs)))
          .orElseGet(() -> pinned.spark().sql(declared.sql().text()));
    } catch (Exception e) {
      // Spark declares no checked exception here and throws one all the same.
      if (e instanceof AnalysisException wrong) {
        throw new ProjectException(
            "Cannot answer " + declared.answeredBy() + ": " + wrong.getMessage(), e);
      }
      throw e;
    }
  }

  private static Transform made(GoldTable declared, JavaTransform by) {
    String named = "Cannot use transform " + by.type() + " of " + declared.name() + ": ";
    try {
      Class<?> type =
          Class.forName(by.type(), true, Thread.currentThread().getContextClassLoader());
      return type.asSubclass(Transform.class).getConstructor().newInstance();
    } catch (ClassNotFoundException e) {
      throw new ProjectException(
          named
              + "there is no such class on the class path. Check the name, and add its jar to the"
              + " run, such as by --jars of spark-submit.",
          e);
    } catch (ClassCastException e) {
      throw new ProjectException(
          named + "it does not implement " + Transform.class.getName() + ".", e);
    } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
      throw new ProjectException(
          named + "it has no public constructor without parameters, or is not public.", e);
    } catch (ReflectiveOperationException | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ProjectException(named + "it could not be made: " + cause, e);
    }
  }
}
