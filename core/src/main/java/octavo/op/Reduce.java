package octavo.op;

import java.util.Arrays;
import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.reduce.Reduction;
import octavo.storage.DType;
import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// One number of each group of numbers that differ only in `axes`.
///
/// @param reduction how
/// @param axes ascending, from 0
/// @param keep whether the axes stay with size 1
public record Reduce(Reduction reduction, int[] axes, boolean keep) implements UnaryOp {
  @Override
  public String name() {
    return reduction.label();
  }

  @Override
  public Shape outputShape(Shape x) {
    requireElements(reduction, x, axes);
    return Axis.reduced(x, axes, keep);
  }

  private static void requireElements(Reduction reduction, Shape x, int[] axes) {
    if (reduction == Reduction.MINIMUM || reduction == Reduction.MAXIMUM) {
      for (int axis : axes) {
        if (x.size(axis) == 0) {
          throw new IllegalArgumentException(
              reduction.label()
                  + ": no elements have no extremum, but axis "
                  + axis
                  + " of shape "
                  + x
                  + " is empty.");
        }
      }
    }
  }

  @Override
  public DType outputType(DType x) {
    return reduction == Reduction.ANY || reduction == Reduction.ALL ? DType.BOOL : x;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.REDUCE.reduce(reduction, Axis.rows(x, axes), y.view());
  }

  /// Whether a reduction over some axes and then over the others is the same.
  private static boolean composes(Reduction reduction) {
    return switch (reduction) {
      case SUM, PRODUCT, MINIMUM, MAXIMUM, ANY, ALL -> true;
      case MEAN, SUM_OF_SQUARES, SUM_OF_ABSOLUTES -> false;
    };
  }

  /// Over axes that are no neighbors: first the last run of neighbors, then the others, so that
  /// nothing is rearranged.
  private static Tensor inRuns(Reduction reduction, Tensor x, int[] axes, boolean keep) {
    int first = axes.length - 1;
    while (first > 0 && axes[first - 1] == axes[first] - 1) {
      first--;
    }
    Tensor inner =
        new Reduce(reduction, Arrays.copyOfRange(axes, first, axes.length), true).apply(x);
    if (first > 0) {
      inner = inRuns(reduction, inner, Arrays.copyOf(axes, first), true);
    }
    return keep ? inner : inner.reshape(Axis.reduced(x.shape(), axes, false));
  }

  @Override
  public @Nullable Tensor gradient(Backward at) {
    Shape shape = at.shape(0);
    Shape kept = Axis.reduced(shape, axes, true);
    Tensor dy = at.dy().reshape(kept);
    return switch (reduction) {
      case SUM -> dy.expandTo(shape);
      case MEAN -> dy.multiply((double) kept.elements() / shape.elements()).expandTo(shape);
      case SUM_OF_SQUARES -> dy.multiply(at.x()).multiply(2);
      case SUM_OF_ABSOLUTES -> dy.multiply(at.x().sign());
      case MINIMUM, MAXIMUM -> {
        Tensor chosen = at.x().equalTo(at.y().reshape(kept)).to(dy.dtype());
        yield dy.multiply(chosen.divide(chosen.sum(new Axes(true, axes))));
      }
      case PRODUCT, ANY, ALL -> null; // products are taken by halves, truth values have no gradient
    };
  }

  @Override
  public Saves saves() {
    return switch (reduction) {
      case SUM_OF_SQUARES, SUM_OF_ABSOLUTES -> Saves.INPUTS;
      case MINIMUM, MAXIMUM -> Saves.INPUTS_AND_OUTPUTS;
      default -> Saves.NOTHING;
    };
  }

  /// The reduction of `x` over `axes`.
  public static Tensor of(Reduction reduction, Tensor x, Axes over) {
    Tensors.computable(reduction.label(), x);
    int[] axes = x.shape().axes(reduction.label(), over.numbers());
    requireElements(reduction, x.shape(), axes);
    Tensor operand =
        switch (reduction) {
          case MEAN -> x.dtype().isFloating() ? x : x.to(DType.FLOAT32);
          case ANY, ALL, MINIMUM, MAXIMUM -> x;
          default -> x.dtype() == DType.BOOL ? x.to(DType.INT64) : x;
        };
    if (reduction == Reduction.PRODUCT && x.isTracked()) {
      return productByHalves(operand, axes, over.kept());
    }
    boolean neighbors = axes.length < 2 || axes[axes.length - 1] - axes[0] == axes.length - 1;
    // in runs, equal elements would share the gradient run by run and not all alike
    boolean shares = reduction == Reduction.MINIMUM || reduction == Reduction.MAXIMUM;
    if (!neighbors && composes(reduction) && !(shares && x.isTracked())) {
      return inRuns(reduction, operand, axes, over.kept());
    }
    return new Reduce(reduction, axes, over.kept()).apply(operand);
  }

  /// The product as a tree of multiplications, so that its gradient is right where elements are 0.
  private static Tensor productByHalves(Tensor x, int[] axes, boolean keep) {
    Tensor y = x;
    for (int axis : axes) {
      if (y.size(axis) == 0) {
        Tensor ones = Tensors.full(y.dtype(), y.shape().withSize(axis, 1), 1);
        y = y.sum(Axes.keep(axis)).add(ones);
      }
      while (y.size(axis) > 1) {
        int half = y.size(axis) / 2;
        Tensor product = y.narrow(axis, 0, half).multiply(y.narrow(axis, half, half));
        boolean odd = y.size(axis) % 2 == 1;
        y = odd ? Tensors.concat(axis, product, y.narrow(axis, 2 * half, 1)) : product;
      }
    }
    return keep ? y : y.reshape(Axis.reduced(x.shape(), axes, false));
  }
}
