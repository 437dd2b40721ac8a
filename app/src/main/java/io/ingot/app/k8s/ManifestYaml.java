package io.ingot.app.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes objects as YAML that every reader, of YAML 1.1 too, takes for the same. */
final class ManifestYaml {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .stringQuotingChecker(new Quoting())
              .build());

  private ManifestYaml() {}

  /** One document. */
  static String of(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot write as YAML", e);
    }
  }

  /** Documents, one behind the other. */
  static String of(List<Manifest> manifests) {
    return manifests.stream()
        .map(manifest -> of(manifest.tree()))
        .collect(Collectors.joining("---\n"));
  }

  /** Text stays plain only where no reader could take it for anything else. */
  private static final class Quoting extends StringQuotingChecker {
    private static final long serialVersionUID = 1L;

    private static final Pattern PLAIN =
        Pattern.compile("[A-Za-z/][A-Za-z0-9_./*=+-]*(:[A-Za-z0-9_./*=+-]+)*");

    private static final Set<String> WORDS =
        Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    @Override
    public boolean needToQuoteName(String name) {
      return needToQuoteValue(name);
    }

    @Override
    public boolean needToQuoteValue(String value) {
      return !PLAIN.matcher(value).matches() || WORDS.contains(value.toLowerCase(Locale.ROOT));
    }
  }
}
