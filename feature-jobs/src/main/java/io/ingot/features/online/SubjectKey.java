package io.ingot.features.online;

import io.ingot.core.error.ProjectException;
import io.ingot.core.run.Subject;
import io.ingot.features.feast.FeastKeys;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A subject as it stands in keys, by the type of its key column. */
final class SubjectKey {
  /** Of all types that a text can be of, one for each of Feast's. */
  static final Set<String> TYPES = Set.of("bigint", "int", "string");

  private static final int COUNT = 4;
  private static final int LENGTHS = 8;

  private final String column;
  private final Optional<Object> value;
  private final StructField field;

  SubjectKey(Subject subject, String type) {
    this.column = subject.column();
    this.field = new StructType().add(column, DataType.fromDDL(type)).fields()[0];
    this.value = value(field.dataType().catalogString(), subject.value());
  }

  /** The one of {@link #TYPES} that lies in keys as a declared type does, else that type. */
  static String type(String declared) {
    String type = DataType.fromDDL(declared).catalogString();
    return Set.of("smallint", "tinyint").contains(type) ? "int" : type;
  }

  /**
   * Empty for a text that no key of that type can be.
   *
   * @throws ProjectException for types of which a text can be read in several ways
   */
  private static Optional<Object> value(String type, String text) {
    try {
      return switch (type) {
        case "bigint" -> Optional.of(Long.valueOf(text));
        case "int", "smallint", "tinyint" -> Optional.of(Integer.valueOf(text));
        case "string" -> Optional.of(text);
        default ->
            throw new ProjectException(
                "Cannot find a subject in the online store by a key of type %s.".formatted(type)
                    + " Take its keys out by hand, or use a key of type bigint, int or string.");
      };
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A glob pattern that every key of the subject fits; empty where it cannot have one. */
  Optional<byte[]> pattern() {
    return value.map(this::pattern);
  }

  private byte[] pattern(Object known) {
    byte[] alone = FeastKeys.of(List.of(field)).bytes("", Map.of(column, known)::get);
    // Among several join keys all names come first, so that something may lie between the two.
    int name = COUNT + LENGTHS + column.getBytes(StandardCharsets.UTF_8).length;
    ByteArrayOutputStream pattern = new ByteArrayOutputStream();
    pattern.writeBytes(EntityKey.containing(Arrays.copyOfRange(alone, COUNT, name)));
    pattern.writeBytes(EntityKey.containing(Arrays.copyOfRange(alone, name, alone.length)));
    return pattern.toByteArray();
  }

  boolean isOf(EntityKey key) {
    return value.filter(it -> it.equals(key.values().get(column))).isPresent();
  }
}
