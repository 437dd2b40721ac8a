package io.ingot.features.training;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.orc.protobuf.ByteString;
import org.apache.orc.protobuf.DescriptorProtos.DescriptorProto;
import org.apache.orc.protobuf.DescriptorProtos.FieldDescriptorProto;
import org.apache.orc.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import org.apache.orc.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import org.apache.orc.protobuf.DescriptorProtos.FileDescriptorProto;
import org.apache.orc.protobuf.Descriptors.Descriptor;
import org.apache.orc.protobuf.Descriptors.DescriptorValidationException;
import org.apache.orc.protobuf.Descriptors.FieldDescriptor;
import org.apache.orc.protobuf.Descriptors.FileDescriptor;
import org.apache.orc.protobuf.DynamicMessage;
import org.apache.orc.protobuf.InvalidProtocolBufferException;

/**
 * Reads a {@code tf.train.Example} by protobuf's own runtime (the one that ORC brings along) and
 * the messages of TensorFlow's example.proto and feature.proto.
 */
final class ReadExample {
  private static final Descriptor EXAMPLE = descriptor();

  private ReadExample() {}

  /**
   * Values by name; bytes as text, by UTF-8 where they are valid in it, else a character a byte.
   */
  static Map<String, List<?>> of(byte[] example) {
    Map<String, List<?>> read = new TreeMap<>();
    try {
      DynamicMessage message = DynamicMessage.parseFrom(EXAMPLE, example);
      if (!message.getUnknownFields().asMap().isEmpty()) {
        throw new AssertionError("Unknown fields: " + message.getUnknownFields());
      }
      DynamicMessage features = (DynamicMessage) field(message, "features");
      for (Object entry : (List<?>) field(features, "feature")) {
        String name = (String) field((DynamicMessage) entry, "key");
        if (read.put(name, values((DynamicMessage) field((DynamicMessage) entry, "value")))
            != null) {
          throw new AssertionError(name + " is there twice.");
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
    return read;
  }

  private static List<?> values(DynamicMessage feature) {
    if (feature.getAllFields().size() != 1) {
      throw new AssertionError("A feature has one list, not " + feature);
    }
    DynamicMessage list = (DynamicMessage) feature.getAllFields().values().iterator().next();
    List<Object> values = new ArrayList<>();
    for (Object value : (List<?>) field(list, "value")) {
      values.add(value instanceof ByteString bytes ? text(bytes) : value);
    }
    return values;
  }

  private static String text(ByteString bytes) {
    return bytes.isValidUtf8() ? bytes.toStringUtf8() : bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static Object field(DynamicMessage message, String name) {
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
    return message.getField(field);
  }

  private static Descriptor descriptor() {
    FileDescriptorProto.Builder file =
        FileDescriptorProto.newBuilder().setName("example.proto").setSyntax("proto3");
    list(file, "BytesList", Type.TYPE_BYTES);
    list(file, "FloatList", Type.TYPE_FLOAT);
    list(file, "Int64List", Type.TYPE_INT64);
    file.addMessageType(
        DescriptorProto.newBuilder()
            .setName("Feature")
            .addField(one(1, "bytes_list", "BytesList"))
            .addField(one(2, "float_list", "FloatList"))
            .addField(one(3, "int64_list", "Int64List")));
    file.addMessageType(
        DescriptorProto.newBuilder()
            .setName("Entry")
            .addField(plain(1, "key", Type.TYPE_STRING, Label.LABEL_OPTIONAL))
            .addField(one(2, "value", "Feature")));
    file.addMessageType(
        DescriptorProto.newBuilder()
            .setName("Features")
            .addField(one(1, "feature", "Entry").setLabel(Label.LABEL_REPEATED)));
    file.addMessageType(
        DescriptorProto.newBuilder().setName("Example").addField(one(1, "features", "Features")));
    try {
      return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0])
          .findMessageTypeByName("Example");
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void list(FileDescriptorProto.Builder file, String name, Type type) {
    file.addMessageType(
        DescriptorProto.newBuilder()
            .setName(name)
            .addField(plain(1, "value", type, Label.LABEL_REPEATED)));
  }

  private static FieldDescriptorProto.Builder plain(
      int number, String name, Type type, Label label) {
    return FieldDescriptorProto.newBuilder()
        .setNumber(number)
        .setName(name)
        .setType(type)
        .setLabel(label);
  }

  private static FieldDescriptorProto.Builder one(int number, String name, String message) {
    return plain(number, name, Type.TYPE_MESSAGE, Label.LABEL_OPTIONAL).setTypeName(message);
  }
}
