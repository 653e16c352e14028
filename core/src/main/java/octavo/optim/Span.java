package octavo.optim;

import octavo.kernel.Kernels;
import octavo.storage.Storage;

/// A run of numbers and the arithmetic of optimizers on it, in place. Two spans of one operation are
/// equally long and of one element type.
///
/// @param storage the numbers
/// @param from where the run begins
/// @param size how many numbers it has
public record Span(Storage storage, int from, int size) {
  /// `this = x`.
  public void set(Span x) {
    storage.copyFrom(x.storage, x.from, from, size);
  }

  /// `this = factor·this`.
  public void scale(double factor) {
    Kernels.UPDATE.scale(storage, from, factor, size);
  }

  /// `this = this + factor·x`.
  public void add(double factor, Span x) {
    Kernels.UPDATE.add(storage, from, factor, x.storage, x.from, size);
  }

  /// `this = keep·this + share·x`; with `share = 1 - keep` a running mean. Of float32 a result below the smallest
  /// normal number, 1.2·10⁻³⁸, becomes 0.
  public void blend(double keep, double share, Span x) {
    Kernels.UPDATE.blend(storage, from, keep, x.storage, x.from, share, size);
  }

  /// `this = keep·this + share·x²`.
  public void blendSquares(double keep, double share, Span x) {
    Kernels.UPDATE.blendSquares(storage, from, keep, x.storage, x.from, share, size);
  }

  /// `this = max(this, x)`.
  public void maximum(Span x) {
    Kernels.UPDATE.maximum(storage, from, x.storage, x.from, size);
  }

  /// `this = max(keep·this, |x| + epsilon)`.
  public void decayingMaximum(double keep, Span x, double epsilon) {
    Kernels.UPDATE.decayingMaximum(storage, from, keep, x.storage, x.from, epsilon, size);
  }

  /// `this = factor·this / (√v·root + ε)`, or `factor·this / √(v·root² + ε)`.
  ///
  /// @param factor scales the quotient, as a correction of bias does
  /// @param v numbers that are not negative
  /// @param root scales the root, as a correction of bias does
  /// @param epsilon ε
  /// @param placement where ε stands
  public void divideByRoot(
      double factor, Span v, double root, double epsilon, EpsilonPlacement placement) {
    if (placement == EpsilonPlacement.INSIDE_ROOT) {
      Kernels.UPDATE.divideByRootOf(
          storage, from, factor, v.storage, v.from, root * root, epsilon, size);
    } else {
      double added = placement == EpsilonPlacement.OUTSIDE_ROOT ? epsilon : epsilon * root;
      Kernels.UPDATE.divideByRoot(storage, from, factor, v.storage, v.from, root, added, size);
    }
  }

  /// `this = this·√(v + epsilon)`.
  public void multiplyByRoot(Span v, double epsilon) {
    Kernels.UPDATE.multiplyByRoot(storage, from, v.storage, v.from, epsilon, size);
  }

  /// `this = factor·this / (v + epsilon)`.
  public void divide(double factor, Span v, double epsilon) {
    Kernels.UPDATE.divide(storage, from, factor, v.storage, v.from, epsilon, size);
  }

  /// `this = this / max(factor·v, floor)`.
  public void divideByFloored(Span v, double factor, double floor) {
    Kernels.UPDATE.divideByFloored(storage, from, v.storage, v.from, factor, floor, size);
  }

  /// `this = max(this, least)`.
  public void floor(double least) {
    Kernels.UPDATE.floor(storage, from, least, size);
  }

  /// `this = this + amount`.
  public void shift(double amount) {
    Kernels.UPDATE.shift(storage, from, amount, size);
  }

  /// The sign of every number: -1, 0 or 1; NaN stays NaN.
  public void sign() {
    Kernels.UPDATE.sign(storage, from, size);
  }

  /// `this = min(max(this, -bound), bound)`; NaN stays NaN.
  public void clip(double bound) {
    Kernels.UPDATE.clip(storage, from, bound, size);
  }
}
