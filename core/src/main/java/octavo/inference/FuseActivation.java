package octavo.inference;

import octavo.kernel.elementwise.UnaryFunction;
import octavo.op.Clamp;
import octavo.op.Elementwise;
import org.jspecify.annotations.Nullable;

/// Bounds the results of a convolution or linear map where they are stored, for ReLU, ReLU6 and clamp.
final class FuseActivation implements Pass {
  @Override
  public @Nullable Program rewrite(Program program, Step.Apply step) {
    double low;
    double high;
    switch (step.operation()) {
      case Clamp clamp -> {
        low = clamp.low();
        high = clamp.high();
      }
      case Elementwise elementwise when elementwise.function() == UnaryFunction.RELU -> {
        low = 0;
        high = Double.POSITIVE_INFINITY;
      }
      case Elementwise elementwise when elementwise.function() == UnaryFunction.RELU6 -> {
        low = 0;
        high = 6;
      }
      default -> {
        return null;
      }
    }
    Step.Weighted before = program.weightedBehind(step.x());
    return before == null
        ? null
        : program.replacing(before, before.then(low, high)).replacing(step.y(), step.x());
  }
}
