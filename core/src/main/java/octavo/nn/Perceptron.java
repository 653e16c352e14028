package octavo.nn;

import static octavo.tensor.Index.index;

import java.util.OptionalInt;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A perceptron (Rosenblatt, 1958): it fires, `y = 1`, iff `Σ xᵢ·wᵢ + b > 0`, else `y = 0`. With a
/// threshold `T` instead of a bias it fires iff `Σ xᵢ·wᵢ > T`: the same unit with `b = -T`, so a large
/// bias makes it fire easily. Without either every boundary passes through the origin.
///
/// It takes `[…, in]` to `[…]` and learns by its own rule, not by gradients: the step has none.
///
/// @param weight `[in]`
/// @param bias `[]`, or null
public record Perceptron(Parameter weight, @Nullable Parameter bias) implements Layer {
  /// Checks the shapes.
  public Perceptron {
    Shape shape = weight.tensor().shape();
    if (shape.rank() != 1 || (bias != null && bias.tensor().rank() != 0)) {
      throw new IllegalArgumentException(
          "Perceptron: the weight must be a vector and the bias a scalar, but the weight is %s%s."
              .formatted(shape, bias == null ? "" : " and the bias " + bias.tensor().shape()));
    }
  }

  /// A unit with `in` weights and a bias, all 0.
  public static Perceptron create(int in) {
    return new Perceptron(Parameter.of(Tensor.zeros(in)), Parameter.of(Tensor.scalar(0)));
  }

  /// A unit with `in` weights that are 0, and no bias.
  public static Perceptron createWithoutBias(int in) {
    return new Perceptron(Parameter.of(Tensor.zeros(in)), null);
  }

  /// The unit that fires iff `Σ xᵢ·wᵢ > threshold`.
  public static Perceptron ofThreshold(double threshold, float... weights) {
    return new Perceptron(
        Parameter.of(Tensor.of(weights.clone())), Parameter.of(Tensor.scalar(-threshold)));
  }

  /// The threshold that `Σ xᵢ·wᵢ` must exceed: minus the bias, or 0 without one.
  public double threshold() {
    return bias == null ? 0 : 0 - bias.tensor().item();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    if (x.rank() == 0 || x.size(-1) != weight.tensor().size(0)) {
      throw new IllegalArgumentException(
          "Perceptron: the last axis must have one number for each of the %d weights, but the input is %s."
              .formatted(weight.tensor().size(0), x.shape()));
    }
    Tensor sum = x.stopGradient().matmul(weight.tensor());
    return (bias == null ? sum : sum.add(bias.tensor())).greater(0).to(sum.dtype());
  }

  /// One turn of the learning rule over the examples, one after the other: `w += rate·(t - y)·x`, `b +=
  /// rate·(t - y)`, or, which is the same, `T -= rate·(t - y)`. Returns how many were wrong before
  /// their step.
  ///
  /// @param x `[examples, in]`
  /// @param targets `[examples]`, each 0 or 1
  /// @param rate the size of a step
  /// @throws IllegalArgumentException if the shapes do not fit, a target is neither 0 nor 1, or the
  ///   rate is not positive
  public int learn(Tensor x, Tensor targets, double rate) {
    if (x.rank() != 2 || !targets.shape().equals(Shape.of(x.size(0)))) {
      throw new IllegalArgumentException(
          "Perceptron.learn: the input must be [examples, in] and the targets [examples], but they are %s and %s."
              .formatted(x.shape(), targets.shape()));
    }
    if (!(rate > 0)) {
      throw new IllegalArgumentException(
          "Perceptron.learn: the rate must be positive, but is " + rate + ".");
    }
    for (int i = 0; i < x.size(0); i++) {
      double t = targets.get(i);
      if (t != 0 && t != 1) {
        throw new IllegalArgumentException(
            "Perceptron.learn: targets must be 0 or 1, but target " + i + " is " + t + ".");
      }
    }
    int wrong = 0;
    for (int i = 0; i < x.size(0); i++) {
      Tensor one = x.at(index(i));
      double error = targets.get(i) - forward(one).item();
      if (error != 0) {
        wrong++;
        weight.set(weight.tensor().add(one.multiply(rate * error)));
        if (bias != null) {
          bias.set(bias.tensor().add(rate * error));
        }
      }
    }
    return wrong;
  }

  /// Turns of [#learn] until none is wrong; how many it took, the one without a mistake included, or
  /// nothing if `most` were not enough. Examples that a line can part are learned in a bounded number
  /// of steps (Novikoff, 1962); others never are.
  ///
  /// @throws IllegalArgumentException as [#learn]
  public OptionalInt learnAll(Tensor x, Tensor targets, double rate, int most) {
    for (int turn = 1; turn <= most; turn++) {
      if (learn(x, targets, rate) == 0) {
        return OptionalInt.of(turn);
      }
    }
    return OptionalInt.empty();
  }
}
