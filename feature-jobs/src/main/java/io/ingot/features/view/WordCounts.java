package io.ingot.features.view;

import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * How often words occur, counted at the places that their hashes tell: MurmurHash3 (x86, 32 bits,
 * seed 42) of a word's UTF-8 bytes, modulo the size and never negative. So do MLlib's {@code
 * HashingTF} and, in Python, {@code mmh3.hash(word, 42) % size}.
 */
final class WordCounts implements UDF1<Seq<String>, double[]> {
  static final ArrayType TYPE = DataTypes.createArrayType(DataTypes.DoubleType, false);

  private static final long serialVersionUID = 1;
  private static final int SEED = 42;

  private final int size;

  WordCounts(int size) {
    this.size = size;
  }

  /** A number for each place; null of null. */
  @Override
  public double[] call(Seq<String> words) {
    if (words == null) {
      return null;
    }
    double[] counts = new double[size];
    JavaConverters.seqAsJavaList(words).forEach(word -> counts[place(word)]++);
    return counts;
  }

  private int place(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    int hash =
        Murmur3_x86_32.hashUnsafeBytes2(bytes, Platform.BYTE_ARRAY_OFFSET, bytes.length, SEED);
    return Math.floorMod(hash, size);
  }
}
