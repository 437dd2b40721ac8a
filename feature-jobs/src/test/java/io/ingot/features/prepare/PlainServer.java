package io.ingot.features.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.commons.codec.digest.MurmurHash3;

/** A server that knows neither Spark nor Ingot, and has {@code parameters.json}. */
final class PlainServer {
  private final JsonNode parameters;

  PlainServer(JsonNode parameters) {
    this.parameters = parameters;
  }

  /** All outputs of a row as numbers, and imputed values as texts; by output. */
  Map<String, Object> answer(Map<String, Object> row) {
    Map<String, Object> values = new LinkedHashMap<>(row);
    Map<String, Object> outputs = new LinkedHashMap<>();
    for (JsonNode step : parameters.get("steps")) {
      Optional<Object> value = Optional.ofNullable(values.get(step.get("column").asText()));
      Optional<Object> there =
          value.filter(x -> !(x instanceof Double number) || Double.isFinite(number));
      Optional<Object> made =
          switch (step.get("step").asText()) {
            case "impute" -> Optional.of(there.orElse(step.get("value").asText()));
            case "scale" -> there.map(x -> scaled(step, Double.parseDouble(x.toString())));
            case "index" -> Optional.of(place(step, there));
            case "one_hot" -> Optional.of(hot(step, there));
            case "tfidf" -> Optional.of(weighed(step, there));
            default -> throw new AssertionError(step);
          };
      made.ifPresent(
          x -> {
            values.put(step.get("output").asText(), x);
            outputs.put(step.get("output").asText(), x);
          });
    }
    return outputs;
  }

  private static double scaled(JsonNode step, double x) {
    double divisor = step.get("divisor").asDouble();
    return divisor == 0
        ? 0
        : (x - step.get("center").asDouble() - step.get("rest").asDouble()) / divisor;
  }

  private static double place(JsonNode step, Optional<Object> value) {
    List<String> categories =
        StreamSupport.stream(step.get("categories").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    int place = value.map(x -> categories.indexOf(x.toString())).orElse(-1);
    return place < 0 ? categories.size() : place;
  }

  private static List<Double> hot(JsonNode step, Optional<Object> value) {
    double place = place(step, value);
    return IntStream.range(0, step.get("categories").size())
        .mapToObj(i -> i == place ? 1.0 : 0.0)
        .toList();
  }

  private static List<Double> weighed(JsonNode step, Optional<Object> text) {
    JsonNode weights = step.get("weights");
    List<Double> weighed = new ArrayList<>();
    weights.forEach(weight -> weighed.add(0.0));
    Pattern.compile(step.get("words").asText())
        .matcher(text.map(Object::toString).orElse("").toLowerCase(java.util.Locale.ROOT))
        .results()
        .map(word -> word.group().getBytes(StandardCharsets.UTF_8))
        .map(word -> MurmurHash3.hash32x86(word, 0, word.length, 42))
        .map(hash -> Math.floorMod(hash, weights.size()))
        .forEach(place -> weighed.set(place, weighed.get(place) + weights.get(place).asDouble()));
    return weighed;
  }
}
