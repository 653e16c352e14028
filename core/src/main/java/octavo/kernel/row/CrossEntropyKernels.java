package octavo.kernel.row;

import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Softmax and cross-entropy of rows in one pass. With `p = softmax x`, `n` classes, label smoothing
/// `s`, class weights `w` and targets `t` (a distribution, or a class that stands for its one-hot):
/// `aⱼ = wⱼ·((1-s)·tⱼ + s/n)`, `loss = -Σⱼ aⱼ·ln pⱼ`, `dx = dloss·(p·Σⱼ aⱼ - a)`,
/// where `0·ln 0 = 0`.
///
/// `loss` and `dloss` hold one number a row, in row order; all rows are of one layout and contiguous,
/// and so is the view of weights, which is of the type of `x`. Sums are taken in an order that the
/// shape alone decides. Tolerance of the SIMD twin for float32: `8·ε·√n` relative to the largest
/// term of a sum.
public interface CrossEntropyKernels {
  /// What the losses of all rows have in common.
  ///
  /// @param smoothing `s`, in `[0, 1]`
  /// @param ignored rows with this class have loss and gradient 0
  /// @param weights one number a class, or null for ones
  record Terms(double smoothing, long ignored, @Nullable View weights) {
    /// The weight of a class.
    double weight(int j) {
      return weights == null ? 1 : weights.storage().getDouble(weights.offset() + j);
    }

    /// `(1-s)`, what is left for the target.
    double kept() {
      return 1 - smoothing;
    }

    /// `s/n`, what each of `n` classes gets.
    double even(int n) {
      return smoothing / n;
    }

    /// The sum of the weights of `n` classes.
    double totalWeight(int n) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += weight(j);
      }
      return sum;
    }
  }

  /// Losses and probabilities; `classes` holds an int64 a row, `ignored` or in `[0, n)`.
  void ofClasses(Rows x, View classes, Terms terms, View loss, Rows probabilities);

  /// The gradient of [#ofClasses].
  void ofClassesBackward(Rows probabilities, View classes, Terms terms, View dloss, Rows dx);

  /// Losses and probabilities; the targets are rows of the type of `x`.
  void ofDistributions(Rows x, Rows targets, Terms terms, View loss, Rows probabilities);

  /// The gradient of [#ofDistributions] with respect to `x`.
  void ofDistributionsBackward(Rows probabilities, Rows targets, Terms terms, View dloss, Rows dx);

  /// Answers that do not exclude one another: `loss = Σⱼ ln(1 + exp xⱼ) - tⱼ·xⱼ` and `difference = σ(x) - t`. Rows
  /// of neighbors; the targets are of the type of `x`.
  void ofAnswers(Rows x, Rows targets, View loss, Rows difference);

  /// The gradient of [#ofAnswers] with respect to `x`: `dx = dloss·difference`.
  void ofAnswersBackward(Rows difference, View dloss, Rows dx);
}
