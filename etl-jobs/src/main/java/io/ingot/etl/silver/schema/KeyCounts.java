package io.ingot.etl.silver.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ingot.core.batch.Json;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.lang3.SerializationUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.aggregate.ImperativeAggregate;
import org.apache.spark.sql.catalyst.expressions.aggregate.TypedImperativeAggregate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import scala.collection.IndexedSeq;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * How many JSON objects have a value under each of their keys, as a JSON object of numbers. Spark's
 * own aggregates want to know the keys beforehand; and an Aggregator cannot be observed, since what
 * Spark wraps it in cannot be sent back from a task.
 */
public final class KeyCounts extends TypedImperativeAggregate<KeyCounts.Counted>
    implements Serializable {
  /** All keys that came once there were too many. */
  static final String OTHERS = "*";

  private static final long serialVersionUID = 1L;
  private static final JsonFactory PARSERS = new JsonFactory();

  private final Expression object;
  private final TreeSet<String> ignored;
  private final int most;
  private final int mutableOffset;
  private final int inputOffset;

  /** Spark copies an expression by its constructor. */
  public KeyCounts(
      Expression object, TreeSet<String> ignored, int most, int mutableOffset, int inputOffset) {
    this.object = object;
    this.ignored = ignored;
    this.most = most;
    this.mutableOffset = mutableOffset;
    this.inputOffset = inputOffset;
  }

  /**
   * The aggregate over a column of JSON objects.
   *
   * @param ignored keys that do not count
   * @param most how many keys are told apart
   */
  static Column over(Column objects, Set<String> ignored, int most) {
    return new Column(
        new KeyCounts(objects.expr(), new TreeSet<>(ignored), most, 0, 0).toAggregateExpression());
  }

  /** Numbers by key. */
  public static final class Counted implements Serializable {
    private static final long serialVersionUID = 1L;
    private final TreeMap<String, Long> rows = new TreeMap<>();

    private void add(String key, long number, int most) {
      int named = rows.containsKey(OTHERS) ? rows.size() - 1 : rows.size();
      boolean fits = named < most || rows.containsKey(key);
      rows.merge(fits ? key : OTHERS, number, Long::sum);
    }
  }

  @Override
  public Counted createAggregationBuffer() {
    return new Counted();
  }

  @Override
  public Counted update(Counted counted, InternalRow row) {
    Object text = object.eval(row);
    return text == null ? counted : count(counted, text.toString());
  }

  private Counted count(Counted counted, String text) {
    try (JsonParser parser = PARSERS.createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        if (parser.nextToken() != JsonToken.VALUE_NULL && !ignored.contains(key)) {
          counted.add(key, 1, most);
        }
        parser.skipChildren();
      }
      return counted;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Counted merge(Counted left, Counted right) {
    right.rows.forEach((key, number) -> left.add(key, number, most));
    return left;
  }

  @Override
  public Object eval(Counted counted) {
    return UTF8String.fromString(Json.write(counted.rows));
  }

  @Override
  public byte[] serialize(Counted counted) {
    return SerializationUtils.serialize(counted);
  }

  @Override
  public Counted deserialize(byte[] bytes) {
    return SerializationUtils.deserialize(bytes);
  }

  @Override
  public int mutableAggBufferOffset() {
    return mutableOffset;
  }

  @Override
  public int inputAggBufferOffset() {
    return inputOffset;
  }

  @Override
  public ImperativeAggregate withNewMutableAggBufferOffset(int offset) {
    return new KeyCounts(object, ignored, most, offset, inputOffset);
  }

  @Override
  public ImperativeAggregate withNewInputAggBufferOffset(int offset) {
    return new KeyCounts(object, ignored, most, mutableOffset, offset);
  }

  @Override
  public boolean nullable() {
    return false;
  }

  @Override
  public DataType dataType() {
    return DataTypes.StringType;
  }

  @Override
  public Seq<Expression> children() {
    return JavaConverters.asScalaBuffer(List.of(object)).toList();
  }

  @Override
  public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
    return new KeyCounts(children.head(), ignored, most, mutableOffset, inputOffset);
  }

  @Override
  public int productArity() {
    return 5;
  }

  @Override
  public Object productElement(int n) {
    return List.of(object, ignored, most, mutableOffset, inputOffset).get(n);
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof KeyCounts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyCounts same
        && object.equals(same.object)
        && ignored.equals(same.ignored)
        && most == same.most
        && mutableOffset == same.mutableOffset
        && inputOffset == same.inputOffset;
  }

  @Override
  public int hashCode() {
    return Objects.hash(object, ignored, most, mutableOffset, inputOffset);
  }
}
