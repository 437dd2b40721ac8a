package io.ingot.core.project;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Writes records as JSON Schema, by the same shapes that files are bound with. */
final class RecordSchema {
  private static final String REFERENCE = "^\\$\\{(env|file):[^}]+\\}$";

  private final boolean partial;
  private final Map<String, ObjectNode> definitions = new TreeMap<>();

  private RecordSchema(boolean partial) {
    this.partial = partial;
  }

  /** For files that say everything. */
  static RecordSchema whole() {
    return new RecordSchema(false);
  }

  /** For files that are laid over another one, so that no key is required. */
  static RecordSchema overlay() {
    return new RecordSchema(true);
  }

  /** The schema of a file that holds one record, with everything that it refers to. */
  ObjectNode document(Class<? extends Record> type) {
    ObjectNode document = object();
    document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    document.setAll(record(Shape.of(type), Map.of()));
    if (!definitions.isEmpty()) {
      ObjectNode defs = document.putObject("$defs");
      definitions.forEach(defs::set);
    }
    return document;
  }

  private ObjectNode record(Shape shape, Map<String, ObjectNode> extra) {
    ObjectNode schema = object();
    Optional.ofNullable(shape.type().getAnnotation(Doc.class))
        .ifPresent(doc -> schema.put("description", doc.value()));
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    extra.forEach(properties::set);
    ArrayNode required = array(List.copyOf(extra.keySet()));
    members(shape, properties, required);
    if (!partial && !required.isEmpty()) {
      schema.set("required", required);
    }
    return schema.put("additionalProperties", false);
  }

  private void members(Shape shape, ObjectNode properties, ArrayNode required) {
    for (Shape.Member member : shape.members()) {
      if (member.inline()) {
        members(member.spread(), properties, required);
      } else if (!member.supplied()) {
        ObjectNode value = of(member.type());
        properties.set(member.key(), value.put("description", member.doc().orElseThrow()));
        if (member.required()) {
          required.add(member.key());
        }
      }
    }
  }

  private ObjectNode of(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic(generic);
    }
    Class<?> plain = (Class<?>) type;
    return Values.cover(plain) ? scalar(plain) : reference(plain);
  }

  private ObjectNode generic(ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return of(arguments[0]);
    }
    if (type.getRawType() == Map.class) {
      ObjectNode map = object().put("type", "object");
      map.set("additionalProperties", of(arguments[1]));
      return map;
    }
    ObjectNode list = object().put("type", "array");
    list.set("items", of(arguments[0]));
    return arguments[0] instanceof Class<?> item && Values.cover(item)
            || RecordBinder.isAlone(arguments[0])
        ? either(list, of(arguments[0]))
        : list;
  }

  private static ObjectNode scalar(Class<?> type) {
    if (type.isEnum()) {
      return enumeration(Values.words(type));
    }
    if (type == boolean.class) {
      return orReference(object().put("type", "boolean"));
    }
    if (Set.of(int.class, long.class, Integer.class, Long.class).contains(type)) {
      return orReference(object().put("type", "integer"));
    }
    if (type == BigDecimal.class) {
      return orReference(object().put("type", "number"));
    }
    if (type == Duration.class) {
      return orReference(
          object().put("type", "string").put("pattern", "^" + Values.DURATION.pattern() + "$"));
    }
    if (type == LocalDate.class) {
      return orReference(object().put("type", "string").put("format", "date"));
    }
    if (type == Secret.class) {
      return object().put("type", "string").put("pattern", REFERENCE);
    }
    ObjectNode text = object();
    text.set("type", array(List.of("string", "number", "boolean")));
    return text;
  }

  private ObjectNode reference(Class<?> type) {
    String name =
        type.getEnclosingClass() == null
            ? type.getSimpleName()
            : type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName();
    if (!definitions.containsKey(name)) {
      definitions.put(
          name,
          type.isSealed()
              ? family(Kinds.of(type))
              : record(Shape.of(type.asSubclass(Record.class)), Map.of()));
    }
    return object().put("$ref", "#/$defs/" + name);
  }

  private ObjectNode family(Kinds kinds) {
    ArrayNode choices = JsonNodeFactory.instance.arrayNode();
    kinds
        .byWord()
        .forEach(
            (word, kind) -> {
              Map<String, ObjectNode> extra = new TreeMap<>();
              kinds.extraKeys().forEach(key -> extra.put(key, enumeration(List.of(word))));
              choices.add(record(Shape.of(kind), extra));
            });
    ObjectNode family = object();
    family.set(partial ? "anyOf" : "oneOf", choices);
    return family;
  }

  private static ObjectNode orReference(ObjectNode plain) {
    return either(plain, object().put("type", "string").put("pattern", REFERENCE));
  }

  private static ObjectNode either(ObjectNode first, ObjectNode second) {
    ObjectNode either = object();
    either.putArray("anyOf").add(first).add(second);
    return either;
  }

  private static ObjectNode enumeration(List<String> words) {
    ObjectNode values = object();
    values.set("enum", array(words));
    return values;
  }

  private static ArrayNode array(List<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
