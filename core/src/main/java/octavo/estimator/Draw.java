package octavo.estimator;

import octavo.distribution.Distribution;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Samples and what the objective made of them.
///
/// @param distribution they were drawn from
/// @param objective that was evaluated
/// @param z the samples, `[samples, batch…, event…]`
/// @param values of the objective, `[samples, rows…]`
public record Draw(Distribution distribution, Objective objective, Tensor z, Tensor values) {
  /// The objective at these samples.
  ///
  /// @throws IllegalArgumentException if its result is not `[samples, rows…]` with rows that are leading axes of the
  ///     batch
  public static Draw of(Distribution distribution, Objective objective, Tensor z) {
    return new Draw(distribution, objective, z, evaluate(objective, z, distribution.batchShape()));
  }

  /// The logarithm of the probability of each sample of a row, `[samples, rows…]`: the sum over its
  /// variables. Tracked in the parameters of the distribution, not in the samples.
  public Tensor logProb() {
    return perRow(distribution.logProb(z.stopGradient()));
  }

  /// How many rows axes there are.
  int rowRank() {
    return values.rank() - 1;
  }

  /// `[samples, rows…]` of `[samples, batch…]`: summed over the variables of each row.
  Tensor perRow(Tensor perVariable) {
    int[] axes = new int[perVariable.rank() - values.rank()];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = values.rank() + i;
    }
    return axes.length == 0 ? perVariable : perVariable.sum(axes);
  }

  /// The values of the objective as floating numbers, checked.
  static Tensor evaluate(Objective objective, Tensor z, Shape batch) {
    Tensor values = objective.value(z);
    if (!fits(values.shape(), z.size(0), batch)) {
      throw new IllegalArgumentException(
          "GradientEstimator: the objective must give [samples, rows…] with the rows leading axes of the batch, but for %d samples of the batch %s it gave %s. Sum over the variables of each row, and keep axis 0."
              .formatted(z.size(0), batch, values.shape()));
    }
    if (values.dtype().isFloating()) {
      return values;
    }
    return values.to(z.dtype().isFloating() ? z.dtype() : DType.FLOAT32);
  }

  private static boolean fits(Shape values, int samples, Shape batch) {
    if (values.rank() < 1 || values.rank() > batch.rank() + 1 || values.size(0) != samples) {
      return false;
    }
    for (int i = 1; i < values.rank(); i++) {
      if (values.size(i) != batch.size(i - 1)) {
        return false;
      }
    }
    return true;
  }

  /// Checks the number of samples.
  ///
  /// @throws IllegalArgumentException if there are fewer
  static void requireSamples(String estimator, int samples, int least) {
    if (samples < least) {
      throw new IllegalArgumentException(
          "%s: the samples must be at least %d, but are %d.".formatted(estimator, least, samples));
    }
  }
}
