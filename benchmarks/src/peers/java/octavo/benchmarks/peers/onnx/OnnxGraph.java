package octavo.benchmarks.peers.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// An ONNX model under construction (opset 17): every method adds nodes and returns the name of their
/// result. Numbers of fields are those of the public `onnx.proto`.
final class OnnxGraph {
  private static final int FLOAT = 1;
  private static final int ATTRIBUTE_INTEGER = 2;
  private static final int ATTRIBUTE_INTEGERS = 7;

  private final Random random = new Random(0);
  private final List<Message> nodes = new ArrayList<>();
  private final List<Message> constants = new ArrayList<>();
  private final List<Message> inputs = new ArrayList<>();
  private int names;

  private String name() {
    return "t" + names++;
  }

  /// An input of the model.
  String input(String name, long... sizes) {
    inputs.add(value(name, sizes));
    return name;
  }

  private static Message value(String name, long... sizes) {
    Message shape = new Message();
    for (long size : sizes) {
      shape.message(1, new Message().integer(1, size));
    }
    Message tensor = new Message().integer(1, FLOAT).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /// A constant of normal numbers.
  String normal(double deviation, long... sizes) {
    long n = 1;
    for (long size : sizes) {
      n *= size;
    }
    float[] values = new float[Math.toIntExact(n)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return constant(values, sizes);
  }

  private String constant(float[] values, long... sizes) {
    String name = name();
    constants.add(
        new Message().integers(1, sizes).integer(2, FLOAT).text(8, name).floats(9, values));
    return name;
  }

  /// An attribute of one integer.
  static Message attribute(String name, long value) {
    return new Message().text(1, name).integer(3, value).integer(20, ATTRIBUTE_INTEGER);
  }

  /// An attribute of several integers.
  static Message attributes(String name, long... values) {
    return new Message().text(1, name).integers(8, values).integer(20, ATTRIBUTE_INTEGERS);
  }

  /// A node with one result.
  String node(String operation, List<String> operands, Message... attributes) {
    String result = name();
    Message node = new Message();
    operands.forEach(operand -> node.text(1, operand));
    node.text(2, result).text(4, operation);
    for (Message attribute : attributes) {
      node.message(5, attribute);
    }
    nodes.add(node);
    return result;
  }

  /// `min(max(x, low), high)`.
  String clip(String x, float low, float high) {
    return node("Clip", List.of(x, constant(new float[] {low}), constant(new float[] {high})));
  }

  /// The whole model with one output.
  byte[] model(String output, long... sizes) {
    Message graph = new Message();
    nodes.forEach(node -> graph.message(1, node));
    graph.text(2, "suite");
    constants.forEach(constant -> graph.message(5, constant));
    inputs.forEach(input -> graph.message(11, input));
    graph.message(12, value(output, sizes));
    Message opset = new Message().text(1, "").integer(2, 17);
    return new Message()
        .integer(1, 8)
        .text(2, "octavo-benchmarks")
        .message(7, graph)
        .message(8, opset)
        .toBytes();
  }
}
