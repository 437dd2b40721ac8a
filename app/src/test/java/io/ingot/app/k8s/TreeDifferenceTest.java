package io.ingot.app.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TreeDifferenceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text.replace('\'', '"'));
  }

  @Property(tries = 400)
  void theStepsMakeTheOneOfTheOther(@ForAll("trees") Object from, @ForAll("trees") Object to) {
    JsonNode before = JSON.valueToTree(Map.of("spec", from));
    JsonNode after = JSON.valueToTree(Map.of("spec", to));

    JsonNode steps = TreeDifference.between(before, after);

    assertThat(JsonPatch.apply(steps, before)).isEqualTo(after);
    assertThat(steps.isEmpty()).isEqualTo(before.equals(after));
  }

  @Test
  void aStepSaysOnlyWhatDiffers() throws IOException {
    assertThat(
            TreeDifference.between(
                json("{'a':{'b':1,'c':[1,2],'gone':0},'same':[{'x':1}]}"),
                json("{'a':{'b':2,'c':[1,3],'a/b~c':{}},'same':[{'x':1}]}")))
        .isEqualTo(
            json(
                "[{'op':'replace','path':'/a/b','value':2},"
                    + "{'op':'replace','path':'/a/c/1','value':3},"
                    + "{'op':'remove','path':'/a/gone'},"
                    + "{'op':'add','path':'/a/a~1b~0c','value':{}}]"));
  }

  @Test
  void aListOfAnotherLengthIsReplaced() throws IOException {
    assertThat(TreeDifference.between(json("{'a':[1,2]}"), json("{'a':[2]}")))
        .isEqualTo(json("[{'op':'replace','path':'/a','value':[2]}]"));
  }

  @Provide
  Arbitrary<Object> trees() {
    Arbitrary<Object> leaves = Arbitraries.of(1, 2, true, "x", "", "true");
    return Arbitraries.lazyOf(
        () -> leaves,
        () -> leaves,
        () -> trees().list().ofMaxSize(3).map(list -> (Object) new ArrayList<>(list)),
        () ->
            Arbitraries.maps(Arbitraries.of("a", "b", "c/d", "~", ""), trees())
                .ofMaxSize(3)
                .map(map -> (Object) new LinkedHashMap<>(map)));
  }
}
