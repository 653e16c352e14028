package octavo.nn.loss;

import octavo.storage.DType;
import octavo.tensor.Axes;
import octavo.tensor.IndexingMethods.Sorted;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The Lovász extension of the Jaccard loss (Berman, Triki and Blaschko, 2018).
///
/// The Jaccard loss `Δ(M) = 1 - |T \ M| / |T ∪ M|` is a function of the set `M` of wrong pixels, where `T` are
/// those of the class. With the errors in order, `e₁ ≥ e₂ ≥ …`, its extension to all vectors of errors is
/// `Σᵢ eᵢ·(Δ({1, …, i}) - Δ({1, …, i - 1}))`: piecewise linear, convex, and equal to `Δ` where errors are 0 and 1.
final class LovaszExtension {
  private LovaszExtension() {}

  /// The value of each row.
  ///
  /// @param errors `[rows, pixels]`
  /// @param truths `[rows, pixels]`, 1 for the pixels of the class, else 0
  /// @param positiveOnly whether negative errors count as 0
  static Tensor of(Tensor errors, Tensor truths, boolean positiveOnly) {
    int n = errors.size(1);
    if (n == 0) {
      return errors.sum(1);
    }
    Sorted sorted = errors.sortDescending(1);
    // counts of pixels, in a type that holds them all
    Tensor t = truths.stopGradient().to(DType.FLOAT64).gather(1, sorted.indices());
    Tensor total = t.sum(Axes.keep(1));
    Tensor left = total.subtract(t.cumulativeSum(1));
    Tensor union = total.add(t.negate().add(1).cumulativeSum(1));
    Tensor jaccard = left.divide(union).negate().add(1);
    Tensor before = jaccard.narrow(1, 0, n - 1).pad(1, 1, 0);
    Tensor slopes = jaccard.subtract(before).to(errors.dtype());
    Tensor counted = positiveOnly ? sorted.values().relu() : sorted.values();
    return counted.multiply(slopes).sum(1);
  }

  /// The mean of the rows' values that are chosen, for each group of as many rows as there are classes;
  /// then the mean over groups. 0 where none is.
  static Tensor meanOfChosen(Tensor values, Tensor chosen, int classes) {
    Tensor weights = chosen.to(values.dtype()).reshape(-1, classes);
    Tensor counts = weights.sum(1);
    Tensor sums = values.reshape(-1, classes).multiply(weights).sum(1);
    return sums.divide(Tensors.where(counts.equalTo(0), counts.onesLike(), counts)).mean();
  }
}
