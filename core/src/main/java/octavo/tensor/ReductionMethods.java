package octavo.tensor;

import octavo.kernel.reduce.Reduction;
import octavo.op.ArgExtremum;
import octavo.op.CumulativeSum;
import octavo.op.LogSumExp;
import octavo.op.Reduce;
import octavo.storage.DType;

/// Reductions over one, several or all axes. Naming no axis means all of them; [Axes#keep] keeps
/// the reduced axes with size 1.
public sealed interface ReductionMethods permits Tensor {
  /// This tensor.
  Tensor self();

  /// The sum; 0 of no elements. Truth values are counted.
  default Tensor sum(int... axes) {
    return sum(Axes.of(axes));
  }

  /// The sum; 0 of no elements. Truth values are counted.
  default Tensor sum(Axes axes) {
    return Reduce.of(Reduction.SUM, self(), axes);
  }

  /// The mean; NaN of no elements. Integers give float32.
  default Tensor mean(int... axes) {
    return mean(Axes.of(axes));
  }

  /// The mean; NaN of no elements. Integers give float32.
  default Tensor mean(Axes axes) {
    return Reduce.of(Reduction.MEAN, self(), axes);
  }

  /// The product; 1 of no elements.
  default Tensor product(int... axes) {
    return product(Axes.of(axes));
  }

  /// The product; 1 of no elements.
  default Tensor product(Axes axes) {
    return Reduce.of(Reduction.PRODUCT, self(), axes);
  }

  /// The smallest element; NaN if one is NaN. Equal elements share the gradient, all alike.
  ///
  /// @throws IllegalArgumentException if there are no elements
  default Tensor min(int... axes) {
    return min(Axes.of(axes));
  }

  /// The smallest element; NaN if one is NaN. Equal elements share the gradient, all alike.
  ///
  /// @throws IllegalArgumentException if there are no elements
  default Tensor min(Axes axes) {
    return Reduce.of(Reduction.MINIMUM, self(), axes);
  }

  /// The largest element; NaN if one is NaN. Equal elements share the gradient, all alike.
  ///
  /// @throws IllegalArgumentException if there are no elements
  default Tensor max(int... axes) {
    return max(Axes.of(axes));
  }

  /// The largest element; NaN if one is NaN. Equal elements share the gradient, all alike.
  ///
  /// @throws IllegalArgumentException if there are no elements
  default Tensor max(Axes axes) {
    return Reduce.of(Reduction.MAXIMUM, self(), axes);
  }

  /// The sum of squares.
  default Tensor sumOfSquares(int... axes) {
    return sumOfSquares(Axes.of(axes));
  }

  /// The sum of squares.
  default Tensor sumOfSquares(Axes axes) {
    return Reduce.of(Reduction.SUM_OF_SQUARES, self(), axes);
  }

  /// The sum of absolute values.
  default Tensor sumOfAbsolutes(int... axes) {
    return sumOfAbsolutes(Axes.of(axes));
  }

  /// The sum of absolute values.
  default Tensor sumOfAbsolutes(Axes axes) {
    return Reduce.of(Reduction.SUM_OF_ABSOLUTES, self(), axes);
  }

  /// Whether one element is not 0 (bool).
  default Tensor any(int... axes) {
    return any(Axes.of(axes));
  }

  /// Whether one element is not 0 (bool).
  default Tensor any(Axes axes) {
    return Reduce.of(Reduction.ANY, self(), axes);
  }

  /// Whether every element is not 0 (bool).
  default Tensor all(int... axes) {
    return all(Axes.of(axes));
  }

  /// Whether every element is not 0 (bool).
  default Tensor all(Axes axes) {
    return Reduce.of(Reduction.ALL, self(), axes);
  }

  /// `√Σx²`. Its gradient at 0 is 0.
  default Tensor norm(int... axes) {
    return norm(Axes.of(axes));
  }

  /// `√Σx²`. Its gradient at 0 is 0.
  default Tensor norm(Axes axes) {
    Tensors.computable("norm", self()).shape().axes("norm", axes.numbers());
    return rootOrZero(sumOfSquares(axes));
  }

  /// The root of sums of squares, whose gradient at 0 is 0: there the root is taken of a constant, so that its infinite
  /// slope never enters.
  private static Tensor rootOrZero(Tensor squares) {
    Tensor zero = squares.equalTo(0);
    Tensor safe = Tensors.where(zero, squares.stopGradient().onesLike(), squares).sqrt();
    return Tensors.where(zero, squares.stopGradient().zerosLike(), safe);
  }

  /// The variance of a whole population: the mean of `(x - mean)²`.
  default Tensor populationVariance(int... axes) {
    return populationVariance(Axes.of(axes));
  }

  /// The variance of a whole population: the mean of `(x - mean)²`.
  default Tensor populationVariance(Axes axes) {
    Tensors.computable("populationVariance", self())
        .shape()
        .axes("populationVariance", axes.numbers());
    return self().subtract(mean(Axes.keep(axes.numbers()))).square().mean(axes);
  }

  /// The variance estimated from a sample: `Σ(x - mean)²/(n - 1)`; NaN for one element or none.
  default Tensor sampleVariance(int... axes) {
    return sampleVariance(Axes.of(axes));
  }

  /// The variance estimated from a sample: `Σ(x - mean)²/(n - 1)`; NaN for one element or none.
  default Tensor sampleVariance(Axes axes) {
    Tensors.computable("sampleVariance", self()).shape().axes("sampleVariance", axes.numbers());
    Tensor squares = self().subtract(mean(Axes.keep(axes.numbers()))).square().sum(axes);
    double n = (double) self().elements() / squares.elements();
    return squares.divide(Math.max(0, n - 1));
  }

  /// The root of [#populationVariance(int...)]. Its gradient where all elements are equal is 0.
  default Tensor populationDeviation(int... axes) {
    Tensors.computable("populationDeviation", self()).shape().axes("populationDeviation", axes);
    return rootOrZero(populationVariance(axes));
  }

  /// The root of [#sampleVariance(int...)]. Its gradient where all elements are equal is 0.
  default Tensor sampleDeviation(int... axes) {
    Tensors.computable("sampleDeviation", self()).shape().axes("sampleDeviation", axes);
    return rootOrZero(sampleVariance(axes));
  }

  /// `ln Σ exp x`, without overflow.
  default Tensor logSumExp(int... axes) {
    return logSumExp(Axes.of(axes));
  }

  /// `ln Σ exp x`, without overflow.
  default Tensor logSumExp(Axes axes) {
    return LogSumExp.of(self(), axes);
  }

  /// The index of the largest element along an axis (int64): the first of equals.
  ///
  /// @throws IllegalArgumentException if the axis is empty
  default Tensor argMax(int axis) {
    return ArgExtremum.of(true, self(), axis);
  }

  /// The index of the smallest element along an axis (int64): the first of equals.
  ///
  /// @throws IllegalArgumentException if the axis is empty
  default Tensor argMin(int axis) {
    return ArgExtremum.of(false, self(), axis);
  }

  /// `yᵢ = Σ_{j≤i} xⱼ` along an axis.
  default Tensor cumulativeSum(int axis) {
    int from = self().shape().axis("cumulativeSum", axis);
    Tensor checked = Tensors.computable("cumulativeSum", self());
    Tensor x = checked.dtype() == DType.BOOL ? checked.to(DType.INT64) : checked;
    return new CumulativeSum(from, false).apply(x);
  }
}
