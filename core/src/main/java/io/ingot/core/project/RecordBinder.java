package io.ingot.core.project;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** Binds YAML nodes to records, strictly: every key known, every value of its type. */
final class RecordBinder {
  private final References references;
  private final Problems problems;

  RecordBinder(References references, Problems problems) {
    this.references = references;
    this.problems = problems;
  }

  /** Binds a whole file; supplied values stand for the components that no key is for. */
  Bound file(Class<? extends Record> type, Node.Mapping node, Map<Class<?>, Object> supplied) {
    return record(type, new Node.Entry(node.place(), node), List.of(), supplied);
  }

  private Bound bind(Type type, Node.Entry entry) {
    if (entry.value() instanceof Node.Broken) {
      return Bound.broken(entry);
    }
    if (entry.value() instanceof Node.Nothing) {
      return wrong(entry, entry.place(), "There is no value. Write one, or leave the key out.");
    }
    if (type instanceof ParameterizedType generic) {
      return generic(generic, entry);
    }
    Class<?> plain = (Class<?>) type;
    if (Values.cover(plain)) {
      return scalar(plain, entry);
    }
    return plain.isSealed()
        ? kind(plain, entry)
        : record(plain.asSubclass(Record.class), entry, List.of(), Map.of());
  }

  private Bound generic(ParameterizedType type, Node.Entry entry) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return bind(arguments[0], entry);
    }
    return type.getRawType() == Map.class
        ? map(arguments[1], entry)
        : list(type.getRawType(), arguments[0], entry);
  }

  private Bound scalar(Class<?> type, Node.Entry entry) {
    if (!(entry.value() instanceof Node.Scalar scalar)) {
      return expected("one value", entry);
    }
    try {
      String text =
          type == Secret.class
              ? references.located(scalar.text())
              : references.resolve(scalar.text());
      return Bound.of(entry, Values.read(type, text));
    } catch (IllegalArgumentException e) {
      return wrong(entry, scalar.place(), e.getMessage());
    }
  }

  private Bound list(Type collection, Type itemType, Node.Entry entry) {
    boolean plainItems = itemType instanceof Class<?> item && Values.cover(item);
    List<Node> items;
    if (entry.value() instanceof Node.Sequence sequence) {
      items = sequence.items();
    } else if (plainItems && entry.value() instanceof Node.Scalar
        || isAlone(itemType) && entry.value() instanceof Node.Mapping) {
      items = List.of(entry.value());
    } else {
      return expected("a list", entry);
    }
    Map<String, Bound> bound = new LinkedHashMap<>();
    for (Node item : items) {
      bound.put(String.valueOf(bound.size()), bind(itemType, new Node.Entry(item.place(), item)));
    }
    List<Object> values = bound.values().stream().flatMap(b -> b.value().stream()).toList();
    Object whole = collection == Set.class ? new LinkedHashSet<>(values) : values;
    return collected(entry, bound, whole);
  }

  static boolean isAlone(Type itemType) {
    return itemType instanceof Class<?> item && item.isAnnotationPresent(Alone.class);
  }

  private Bound map(Type valueType, Node.Entry entry) {
    if (!(entry.value() instanceof Node.Mapping mapping)) {
      return expected("names with values", entry);
    }
    Map<String, Bound> bound = new LinkedHashMap<>();
    mapping.entries().forEach((name, value) -> bound.put(name, bind(valueType, value)));
    Map<String, Object> values = new LinkedHashMap<>();
    bound.forEach((name, b) -> b.value().ifPresent(value -> values.put(name, value)));
    return collected(entry, bound, values);
  }

  private Bound kind(Class<?> family, Node.Entry entry) {
    if (!(entry.value() instanceof Node.Mapping mapping)) {
      return expected("keys with values", entry);
    }
    Kinds kinds = Kinds.of(family);
    return kinds
        .choose(mapping, problems)
        .map(type -> record(type, entry, kinds.extraKeys(), Map.of()))
        .orElseGet(() -> Bound.broken(entry));
  }

  private Bound record(
      Class<? extends Record> type,
      Node.Entry entry,
      List<String> extraKeys,
      Map<Class<?>, Object> supplied) {
    if (!(entry.value() instanceof Node.Mapping mapping)) {
      return expected("keys with values", entry);
    }
    Shape shape = Shape.of(type);
    Set<String> known = new LinkedHashSet<>(extraKeys);
    known.addAll(shape.keys());
    Set<String> meant = UnknownKeys.tell(mapping, known, problems);
    Map<String, Bound> bound = new LinkedHashMap<>();
    Optional<Object> whole = members(shape, mapping, supplied, meant, bound);
    return new Bound(entry.place(), mapping.place(), whole, bound);
  }

  /** The record that a mapping's keys make, some of which may be another record's. */
  private Optional<Object> members(
      Shape shape,
      Node.Mapping mapping,
      Map<Class<?>, Object> supplied,
      Set<String> meant,
      Map<String, Bound> bound) {
    List<Object> arguments = new ArrayList<>();
    boolean complete = true;
    for (Shape.Member member : shape.members()) {
      Node.Entry value = mapping.entries().get(member.key());
      if (member.inline()) {
        Optional<Object> part = members(member.spread(), mapping, supplied, meant, bound);
        complete &= part.isPresent();
        arguments.add(part.orElse(null));
      } else if (member.supplied()) {
        Object given = supplied.get(member.type());
        complete &= given != null;
        arguments.add(given);
      } else if (value != null) {
        Bound child = bind(member.type(), value);
        bound.put(member.key(), child);
        complete &= child.value().isPresent();
        arguments.add(Absent.present(member.type(), child.value()));
      } else {
        complete &= !member.required();
        if (member.required() && !meant.contains(member.key())) {
          missing(mapping, member);
        }
        arguments.add(Absent.of(member.type()));
      }
    }
    return complete ? construct(shape, arguments, mapping.place()) : Optional.empty();
  }

  private void missing(Node.Mapping mapping, Shape.Member member) {
    problems.add(
        mapping.place(), "Missing key '" + member.key() + "': " + member.doc().orElseThrow() + ".");
  }

  private Optional<Object> construct(Shape shape, List<Object> arguments, Place place) {
    try {
      return Optional.of(
          shape.type().getDeclaredConstructor(shape.parameters()).newInstance(arguments.toArray()));
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof IllegalArgumentException told)) {
        throw new IllegalStateException("Cannot build " + shape.type(), e.getCause());
      }
      problems.add(place, message(told));
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot build " + shape.type(), e);
    }
  }

  private static String message(IllegalArgumentException told) {
    return told instanceof PatternSyntaxException regex
        ? Patterns.message(regex)
        : Objects.requireNonNull(told.getMessage());
  }

  private static Bound collected(Node.Entry entry, Map<String, Bound> bound, Object whole) {
    boolean complete = bound.values().stream().allMatch(b -> b.value().isPresent());
    return new Bound(
        entry.place(),
        entry.value().place(),
        complete ? Optional.of(whole) : Optional.empty(),
        bound);
  }

  private Bound expected(String what, Node.Entry entry) {
    return wrong(
        entry, entry.value().place(), "Expected " + what + ", found " + entry.value().kind() + ".");
  }

  private Bound wrong(Node.Entry entry, Place place, String message) {
    problems.add(place, message);
    return Bound.broken(entry);
  }
}
