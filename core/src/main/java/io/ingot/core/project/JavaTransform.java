package io.ingot.core.project;

import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A class that answers a gold table where SQL does not do.
 *
 * @param type the name of a class on the class path
 * @param inputs the tables that it may read
 * @param version a word that is changed when the class would answer something else
 */
@Doc("A Java class that answers the table instead of a query")
public record JavaTransform(
    @Key("class")
        @Required
        @Doc("The class, such as com.acme.Scores; it implements io.ingot.core.run.Transform")
        String type,
    @Required @Doc("The tables that it reads") Set<TableName> inputs,
    @Required @Doc("Any word; another one computes the table anew, since code has changed")
        String version) {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*(\\.[A-Za-z_$][A-Za-z0-9_$]*)*");

  public JavaTransform {
    Objects.requireNonNull(type, "class");
    inputs = Set.copyOf(inputs);
    Objects.requireNonNull(version, "version");
    if (!NAME.matcher(type).matches()) {
      throw new IllegalArgumentException(
          "'"
              + type
              + "' is no name of a class. Write it with its package, such as"
              + " com.acme.Scores.");
    }
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("transform.inputs must name a table.");
    }
  }
}
