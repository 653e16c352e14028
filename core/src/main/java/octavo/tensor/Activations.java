package octavo.tensor;

import java.util.Arrays;
import octavo.kernel.elementwise.ShapedFunction;
import octavo.op.CustomGradient;
import octavo.op.PRelu;
import octavo.op.ShapedElementwise;
import octavo.random.Rng;

/// Checks the parameters of activation functions, and puts together those that are no function of
/// one number.
final class Activations {
  private Activations() {}

  static double finite(String operation, String parameter, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          operation + ": " + parameter + " must be finite, but is " + value + ".");
    }
    return value;
  }

  static double positive(String operation, String parameter, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          operation + ": " + parameter + " must be positive and finite, but is " + value + ".");
    }
    return value;
  }

  static double notNegative(String operation, String parameter, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(
          operation + ": " + parameter + " must not be negative, but is " + value + ".");
    }
    return value;
  }

  static double number(String operation, String parameter, double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException(
          operation + ": " + parameter + " must be a number, but is NaN.");
    }
    return value;
  }

  static Tensor swish(Tensor x, Tensor beta) {
    if (!beta.shape().broadcastsTo(x.shape())) {
      throw new IllegalArgumentException(
          "swish: beta must broadcast to the input, but beta is %s and the input %s."
              .formatted(beta.shape(), x.shape()));
    }
    return x.multiply(x.multiply(beta).sigmoid());
  }

  static Tensor hardTanh(Tensor x, double min, double max) {
    if (!(min < max)) {
      throw new IllegalArgumentException(
          "hardTanh: min must be less than max, but min is " + min + " and max is " + max + ".");
    }
    return ShapedElementwise.of(ShapedFunction.HARD_TANH, min, max, x);
  }

  static Tensor step(Tensor x, double threshold, StepGradient gradient) {
    number("step", "the threshold", threshold);
    Tensor real = Tensors.real("step", x);
    if (gradient == StepGradient.ZERO) {
      return ShapedElementwise.of(ShapedFunction.STEP, threshold, real);
    }
    return CustomGradient.of(
            t -> ShapedElementwise.of(ShapedFunction.STEP, threshold, t),
            (t, dy) -> gradient.pass(t, threshold, dy))
        .apply(real);
  }

  static Tensor sign(Tensor x, StepGradient gradient) {
    if (gradient == StepGradient.ZERO) {
      return x.sign();
    }
    return CustomGradient.of(Tensor::sign, (t, dy) -> gradient.pass(t, 0, dy))
        .apply(Tensors.real("sign", x));
  }

  static Tensor prelu(Tensor x, Tensor weight) {
    Tensor input = Tensors.real("prelu", x);
    Tensor slopes = Tensors.real("prelu", weight);
    boolean shared = slopes.elements() == 1;
    if (slopes.rank() > 1 || !(shared || (input.rank() > 1 && slopes.size(0) == input.size(1)))) {
      throw new IllegalArgumentException(
          "prelu: the weight must hold one slope, or one for each channel (axis 1) of the input, but is %s for input %s."
              .formatted(weight.shape(), x.shape()));
    }
    int[] aligned = new int[shared ? 0 : input.rank() - 1];
    Arrays.fill(aligned, 1);
    if (!shared) {
      aligned[0] = slopes.size(0);
    }
    return new PRelu().apply(input, slopes.reshape(aligned));
  }

  static Tensor rrelu(Tensor x, double lower, double upper) {
    requireSlopes(lower, upper);
    return ShapedElementwise.of(ShapedFunction.LEAKY_RELU, lower / 2 + upper / 2, rreluInput(x));
  }

  static Tensor rrelu(Tensor x, double lower, double upper, Rng rng) {
    requireSlopes(lower, upper);
    Tensor input = rreluInput(x);
    Tensor slopes =
        RandomTensors.uniform(rng, lower, upper, input.shape().toArray()).to(input.dtype());
    return Tensors.where(input.greater(0), input, input.multiply(slopes));
  }

  private static Tensor rreluInput(Tensor x) {
    return Tensors.real("rrelu", x);
  }

  private static void requireSlopes(double lower, double upper) {
    if (!(lower <= upper && Float.isFinite((float) upper - (float) lower))) {
      throw new IllegalArgumentException(
          "rrelu: lower must not exceed upper and both be finite, but lower is %s and upper is %s."
              .formatted(lower, upper));
    }
  }

  static Tensor maxout(Tensor x, int pieces, int axis) {
    int at = x.shape().axis("maxout", axis);
    int size = x.size(at);
    if (pieces < 1 || size % pieces != 0) {
      throw new IllegalArgumentException(
          "maxout: pieces must be at least 1 and divide the size of the axis, but pieces is %d and axis %d of %s has size %d."
              .formatted(pieces, axis, x.shape(), size));
    }
    Shape split = x.shape().withSize(at, size / pieces).with(at + 1, pieces);
    return Tensors.computable("maxout", x).reshape(split).max(at + 1);
  }

  static Tensor glu(Tensor x, int axis, GluKind kind) {
    Tensor input = Tensors.real("glu", x);
    int at = input.shape().axis("glu", axis);
    int size = input.size(at);
    if (size % 2 != 0) {
      throw new IllegalArgumentException(
          "glu: the axis is cut into two halves, so its size must be even, but axis %d of %s has size %d."
              .formatted(axis, x.shape(), size));
    }
    return kind.apply(input.narrow(at, 0, size / 2), input.narrow(at, size / 2, size / 2));
  }
}
