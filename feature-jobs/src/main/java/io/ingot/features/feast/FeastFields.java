package io.ingot.features.feast;

import io.ingot.core.error.ProjectException;
import io.ingot.features.wire.ProtoReader;
import io.ingot.features.wire.ProtoWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import scala.util.hashing.MurmurHash3$;

/**
 * The fields of an entity's hash in Redis, as Feast names them. One hash holds the features of all
 * views of the same entities.
 */
public final class FeastFields {
  private FeastFields() {}

  /**
   * The field of a feature: the 32 bits of murmur3 (x86, seed 0) of {@code view:feature} in UTF-8,
   * lowest byte first.
   *
   * @param view the view's name without its layer
   */
  public static byte[] feature(String view, String feature) {
    int hash = MurmurHash3$.MODULE$.bytesHash(ProtoWriter.utf8(view + ":" + feature), 0);
    return new ProtoWriter().fixed32(hash).bytes();
  }

  /** The field that says since when the view's values hold, see {@link FeastTimestamp}. */
  public static byte[] since(String view) {
    return ProtoWriter.utf8("_ts:" + view);
  }

  /**
   * Makes sure that no two features share a field, since 32 bits do not tell all names apart and
   * one would silently be served as the other.
   *
   * @param features by view, all of the same entities
   * @throws ProjectException naming two that do
   */
  public static void requireDistinct(Map<String, List<String>> features) {
    Map<Integer, String> seen = new HashMap<>();
    features.forEach(
        (view, names) ->
            names.forEach(
                name -> {
                  String feature = view + ":" + name;
                  int field = new ProtoReader(feature(view, name)).fixed32();
                  String other = seen.put(field, feature);
                  if (other != null && !other.equals(feature)) {
                    throw new ProjectException(
                        "Cannot serve %s and %s: Feast gives both the field %08x of the same hash."
                                .formatted(other, feature, Integer.reverseBytes(field))
                            + " Give one of them another name.");
                  }
                }));
  }
}
