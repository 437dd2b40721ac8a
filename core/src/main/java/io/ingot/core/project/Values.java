package io.ingot.core.project;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one value of a file as the type that a record asks for: the types below, enums by their
 * lower-case words, and every type with a public static {@code of(String)}.
 */
final class Values {
  static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,18})");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,38}(\\.[0-9]{1,38})?");

  private static final Map<Class<?>, Function<String, Object>> READERS =
      Map.of(
          String.class, text -> text,
          boolean.class, Values::truth,
          int.class, text -> whole(text, Integer::valueOf),
          Integer.class, text -> whole(text, Integer::valueOf),
          long.class, text -> whole(text, Long::valueOf),
          Long.class, text -> whole(text, Long::valueOf),
          BigDecimal.class, Values::decimal,
          Duration.class, Values::duration,
          LocalDate.class, Values::date);

  private Values() {}

  /** Whether a value of the type is written as one plain value. */
  static boolean cover(Class<?> type) {
    return READERS.containsKey(type) || type.isEnum() || factory(type).isPresent();
  }

  /**
   * The text as a value of the type.
   *
   * @throws IllegalArgumentException with what to write instead
   */
  static Object read(Class<?> type, String text) {
    if (type.isEnum()) {
      return word(type, text);
    }
    Function<String, Object> reader = READERS.get(type);
    return reader == null ? made(type, text) : reader.apply(text);
  }

  /** The words that an enum is written with, in its order. */
  static List<String> words(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static Object word(Class<?> type, String text) {
    int index = words(type).indexOf(text);
    if (index < 0) {
      throw new IllegalArgumentException(
          "Unknown value '" + text + "'. " + Nearest.hint(text, words(type)));
    }
    return type.getEnumConstants()[index];
  }

  private static Object truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("Invalid value '" + text + "'. Write true or false.");
    }
    return Boolean.valueOf(text);
  }

  private static Object whole(String text, Function<String, Object> reader) {
    try {
      if (WHOLE.matcher(text).matches()) {
        return reader.apply(text);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("The number " + text + " is too large.", e);
    }
    throw new IllegalArgumentException("Invalid value '" + text + "'. Write a whole number.");
  }

  private static Object decimal(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "Invalid value '" + text + "'. Write a number, such as 0 or 12.50.");
    }
    return new BigDecimal(text);
  }

  private static Object duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Invalid duration '" + text + "'. Write a number and ms, s, m, h or d, such as 5m.");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private static Object date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "Invalid date '" + text + "'. Write year-month-day, such as 1998-10-01.", e);
    }
  }

  private static Optional<Method> factory(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals("of"))
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}))
        .findFirst();
  }

  private static Object made(Class<?> type, String text) {
    try {
      return factory(type).orElseThrow().invoke(null, text);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException told) {
        throw told;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
