package octavo.analysis.lint;

import octavo.analysis.NetworkGraph;
import octavo.kernel.elementwise.UnaryFunction;
import octavo.op.Elementwise;
import octavo.op.Entmax;
import octavo.op.LogSoftmax;
import octavo.op.Softmax;

/// What a network ends with.
enum Ends {
  SOFTMAX("softmax"),
  LOG_SOFTMAX("logSoftmax"),
  SIGMOID("sigmoid"),
  LOG_SIGMOID("logSigmoid"),
  RELU("relu"),
  OTHER("");

  private final String label;

  Ends(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /// The operation that made the output's numbers.
  static NetworkGraph.Node last(NetworkGraph graph) {
    return Ways.origin(graph.output());
  }

  static Ends of(NetworkGraph.Node node) {
    return switch (node.operation().orElse(null)) {
      case Softmax s -> SOFTMAX;
      case Entmax e -> SOFTMAX;
      case LogSoftmax s -> LOG_SOFTMAX;
      case Elementwise e when e.function() == UnaryFunction.SIGMOID -> SIGMOID;
      case Elementwise e when e.function() == UnaryFunction.LOG_SIGMOID -> LOG_SIGMOID;
      case Elementwise e
          when e.function() == UnaryFunction.RELU
              || e.function() == UnaryFunction.RELU6
              || e.function() == UnaryFunction.SQUARED_RELU ->
          RELU;
      case null, default -> OTHER;
    };
  }
}
