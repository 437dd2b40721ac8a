package io.ingot.quality.drift;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;
import java.util.function.ToIntFunction;

/** How a column's values are told apart. Every value has a bin, and null has one of its own. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Ranges.class, name = "ranges"),
  @JsonSubTypes.Type(value = Categories.class, name = "values")
})
sealed interface Bins extends Serializable permits Ranges, Categories {
  /** How many bins there are. */
  int size();

  /** Finds the bin of a value, from 0; for many values. */
  ToIntFunction<Object> finder();

  /** The bins in words, in their order. */
  List<String> words(Scale scale);
}
