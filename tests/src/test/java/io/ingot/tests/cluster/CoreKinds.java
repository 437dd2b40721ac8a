package io.ingot.tests.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;

/**
 * Objects of Kubernetes itself, read strictly: a field that their kind does not have, and a number
 * where it wants a text, are errors.
 */
final class CoreKinds {
  private static final JsonMapper STRICT = strict();

  private CoreKinds() {}

  private static JsonMapper strict() {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .annotationIntrospector(new WithoutBags())
            .build();
    for (CoercionInputShape shape :
        new CoercionInputShape[] {
          CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
        }) {
      mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
    }
    return mapper;
  }

  /** The model classes gather what they do not know in a bag; without it, Jackson complains. */
  private static final class WithoutBags extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated member) {
      return false;
    }
  }

  /** The class of an object's kind; empty where the kind is not Kubernetes' own. */
  static Optional<Class<? extends KubernetesResource>> kind(Manifest manifest) {
    KubernetesResource loose =
        Serialization.unmarshal(
            manifest.content().deepCopy().retain("apiVersion", "kind").toString(),
            KubernetesResource.class);
    return loose instanceof GenericKubernetesResource
        ? Optional.empty()
        : Optional.of(loose.getClass());
  }

  /** What is wrong with an object; empty where nothing is. */
  static Optional<String> fault(Manifest manifest) {
    return kind(manifest)
        .map(kind -> fault(manifest.content(), kind))
        .orElseThrow(() -> new IllegalArgumentException("Not Kubernetes' own: " + manifest));
  }

  /** What is wrong with a part, such as a pod template, read as a model class. */
  static Optional<String> fault(JsonNode part, Class<?> model) {
    try {
      STRICT.treeToValue(part, model);
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.of(e.getMessage());
    }
  }
}
