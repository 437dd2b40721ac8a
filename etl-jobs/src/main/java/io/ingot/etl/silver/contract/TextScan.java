package io.ingot.etl.silver.contract;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;
import scala.collection.JavaConverters;

/**
 * Looks at the bytes of text, for what Spark has only a regular expression that would have to
 * decode each value first.
 */
public final class TextScan {
  private static final byte DELETE = 0x7f;

  private TextScan() {}

  /** Whether text has a control character that no file needs: all but tab, LF and CR. */
  static Column hasControl(Column text) {
    return invoked("control", text);
  }

  /** Whether text is how Java writes a number and nobody else does: 1d, 2f, 0x1p3. */
  static Column isLiteral(Column text) {
    return invoked("literal", text);
  }

  private static Column invoked(String function, Column text) {
    return new Column(
        new StaticInvoke(
            TextScan.class,
            DataTypes.BooleanType,
            function,
            JavaConverters.asScalaBuffer(List.<Expression>of(text.expr())),
            JavaConverters.asScalaBuffer(List.<AbstractDataType>of()),
            true,
            false,
            true));
  }

  /** Called by name from generated code. */
  public static boolean control(UTF8String text) {
    int bytes = text.numBytes();
    for (int i = 0; i < bytes; i++) {
      byte b = at(text, i);
      if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' || b == DELETE) {
        return true;
      }
    }
    return false;
  }

  /** Called by name from generated code. */
  public static boolean literal(UTF8String text) {
    int last = text.numBytes() - 1;
    while (last > 0 && at(text, last) == ' ') {
      last--;
    }
    for (int i = 0; i < last; i++) {
      if ((at(text, i) | ' ') == 'x') {
        return true;
      }
    }
    int end = last < 1 ? 0 : at(text, last) | ' ';
    byte before = last < 1 ? 0 : at(text, last - 1);
    return (end == 'd' || end == 'f') && (before >= '0' && before <= '9' || before == '.');
  }

  private static byte at(UTF8String text, int index) {
    return Platform.getByte(text.getBaseObject(), text.getBaseOffset() + index);
  }
}
