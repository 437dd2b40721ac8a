package io.ingot.core.project;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A record as a file shows it.
 *
 * @param type the record
 * @param members its components in order
 */
record Shape(Class<? extends Record> type, List<Member> members) {

  /**
   * One component.
   *
   * @param key its key in the file
   * @param doc the sentence about it; empty when the loader supplies it and no key is for it
   * @param inline whether the keys of its own components stand in its place
   */
  record Member(String key, Type type, Optional<String> doc, boolean required, boolean inline) {
    boolean supplied() {
      return doc.isEmpty() && !inline;
    }

    /** The shape of a member whose keys stand beside those of the record that has it. */
    Shape spread() {
      return Shape.of(((Class<?>) type).asSubclass(Record.class));
    }
  }

  static Shape of(Class<? extends Record> type) {
    return new Shape(type, Arrays.stream(type.getRecordComponents()).map(Shape::member).toList());
  }

  /** The keys that a file may have. */
  List<String> keys() {
    return members.stream()
        .filter(member -> !member.supplied())
        .flatMap(
            member -> member.inline() ? member.spread().keys().stream() : Stream.of(member.key()))
        .toList();
  }

  Class<?>[] parameters() {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getType)
        .toArray(Class<?>[]::new);
  }

  private static Member member(RecordComponent component) {
    Key key = component.getAnnotation(Key.class);
    return new Member(
        key == null ? snakeCase(component.getName()) : key.value(),
        component.getGenericType(),
        Optional.ofNullable(component.getAnnotation(Doc.class)).map(Doc::value),
        component.isAnnotationPresent(Required.class),
        component.isAnnotationPresent(Inline.class));
  }

  /** A Java name as files write it. */
  static String snakeCase(String name) {
    return name.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
