package octavo.analysis.lint;

import octavo.analysis.NetworkGraph;
import octavo.kernel.elementwise.ShapedFunction;
import octavo.kernel.elementwise.UnaryFunction;
import octavo.nn.ActivationStatistics.Range;
import octavo.op.Elementwise;
import octavo.op.ShapedElementwise;
import org.jspecify.annotations.Nullable;

/// An activation whose units can be dead or saturated.
///
/// @param dies whether 0 is where its derivative is 0
/// @param range where it is saturated
record Activation(boolean dies, Range range) {
  /// None for another operation.
  static @Nullable Activation of(NetworkGraph.Node node) {
    return switch (node.operation().orElse(null)) {
      case Elementwise e -> of(e.function());
      case ShapedElementwise e when e.function() == ShapedFunction.HARD_TANH ->
          new Activation(false, new Range(e.a(), e.b(), 0));
      case null, default -> null;
    };
  }

  private static @Nullable Activation of(UnaryFunction function) {
    return switch (function) {
      case RELU, RELU6, SQUARED_RELU -> new Activation(true, Range.NONE);
      case SIGMOID -> new Activation(false, Range.SIGMOID);
      case TANH -> new Activation(false, Range.TANH);
      case HARD_SIGMOID -> new Activation(false, new Range(0, 1, 0));
      default -> null;
    };
  }
}
