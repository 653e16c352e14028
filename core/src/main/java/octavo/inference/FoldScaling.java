package octavo.inference;

import octavo.kernel.elementwise.BinaryFunction;
import octavo.op.Affine;
import octavo.op.Arithmetic;
import octavo.op.ChannelAffine;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// Folds a scale and a shift of each channel into the convolution or linear map before it:
/// `(x ∗ w + b)·scale + shift = x ∗ (w·scale) + (b·scale + shift)`. Batch normalization by running
/// statistics is one ([ChannelAffine]), so are sums and products with constants. The products are
/// rounded once, from float64.
final class FoldScaling implements Pass {
  /// One number per channel, or a single one, of type float64.
  private record Scaling(Tensor scale, Tensor shift) {}

  @Override
  public @Nullable Program rewrite(Program program, Step.Apply step) {
    Value x = variable(step);
    if (x == null || !x.sameKind(step.y())) {
      return null;
    }
    Step.Weighted before = program.weightedBehind(x);
    if (before == null || !before.isBare()) {
      return null;
    }
    int channels = before.weight().size(0);
    boolean byChannel = x.shape().rank() > 1 && sameStart(x.shape(), before.y().shape());
    Scaling scaling = scaling(step, x, byChannel ? channels : -1);
    return scaling == null
        ? null
        : program.replacing(before, fold(before, scaling)).replacing(step.y(), x);
  }

  /// Whether batch and channels are the first two axes of both.
  private static boolean sameStart(Shape a, Shape b) {
    return a.size(0) == b.size(0) && a.size(1) == b.size(1);
  }

  /// The one input that is no constant, or null.
  private static @Nullable Value variable(Step.Apply step) {
    Value found = null;
    for (Value input : step.inputs()) {
      if (input.constant() == null) {
        if (found != null) {
          return null;
        }
        found = input;
      }
    }
    return found;
  }

  /// What `step` does to each channel of `x`, or null if it does something else. `channels` is -1
  /// where axis 1 of `x` is not the channels, so that only single numbers can be folded.
  private static @Nullable Scaling scaling(Step.Apply step, Value x, int channels) {
    return switch (step.operation()) {
      case ChannelAffine affine when x == step.x() && channels >= 0 ->
          new Scaling(
              numbers(step.inputs().get(1)).reshape(channels),
              numbers(step.inputs().get(2)).reshape(channels));
      case Affine affine -> new Scaling(number(affine.scale()), number(affine.shift()));
      case Arithmetic arithmetic -> {
        boolean left = step.x() == x;
        Value other = step.inputs().get(left ? 1 : 0);
        Tensor c = perChannel(other, x.shape().rank(), channels);
        yield c == null ? null : scaling(arithmetic.function(), left, c);
      }
      default -> null;
    };
  }

  private static @Nullable Scaling scaling(BinaryFunction function, boolean left, Tensor c) {
    return switch (function) {
      case ADD -> new Scaling(number(1), c);
      case SUBTRACT -> left ? new Scaling(number(1), c.negate()) : new Scaling(number(-1), c);
      case MULTIPLY -> new Scaling(c, number(0));
      case DIVIDE -> left ? new Scaling(c.reciprocal(), number(0)) : null;
      default -> null;
    };
  }

  /// The numbers of a constant that is broadcast against an operand of rank `rank`, if it has one
  /// per channel or one in all.
  private static @Nullable Tensor perChannel(Value constant, int rank, int channels) {
    Shape shape = constant.shape();
    if (shape.elements() == 1) {
      return numbers(constant).reshape(1);
    }
    int axis = 1 - (rank - shape.rank()); // where the channels are
    boolean fits =
        channels >= 0 && axis >= 0 && shape.size(axis) == channels && shape.elements() == channels;
    return fits ? numbers(constant).reshape(channels) : null;
  }

  private static Tensor numbers(Value constant) {
    Tensor tensor = constant.constant();
    if (tensor == null) {
      throw new IllegalStateException("inference: a constant has no numbers.");
    }
    return tensor.to(DType.FLOAT64);
  }

  private static Tensor number(double value) {
    return Tensors.of(new double[] {value}, 1);
  }

  private static Step.Weighted fold(Step.Weighted step, Scaling scaling) {
    DType dtype = step.weight().dtype();
    int[] column = new int[step.weight().rank()];
    java.util.Arrays.fill(column, 1);
    column[0] = scaling.scale().size(0);
    Tensor weight = step.weight().to(DType.FLOAT64).multiply(scaling.scale().reshape(column));
    Tensor bias =
        step.bias() == null
            ? Tensors.zeros(DType.FLOAT64, step.weight().size(0))
            : step.bias().to(DType.FLOAT64);
    Tensor shifted = bias.multiply(scaling.scale()).add(scaling.shift());
    return step.withWeights(weight.to(dtype), shifted.to(dtype));
  }
}
