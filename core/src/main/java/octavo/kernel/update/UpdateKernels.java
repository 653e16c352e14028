package octavo.kernel.update;

import octavo.storage.Storage;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// The loops of optimizers, in place, on `n` elements of `y` from `yo` and of `x` or `v` from `xo`
/// or `vo`. All arrays of a call are of one floating type.
///
/// A chain of them runs over one block of elements after the other, so that the numbers stay in the
/// cache from the first loop to the last. Each element is computed by itself and with the same
/// roundings wherever it stands. The commonest chains are there as one loop: [#momentumStep] and
/// [#adamStep] give the bits of the loops that they stand for.
public interface UpdateKernels {
  /// `y = factor·y`.
  void scale(Storage y, int yo, double factor, int n);

  /// `y = y + factor·x`.
  void add(Storage y, int yo, double factor, Storage x, int xo, int n);

  /// `y = a·y + b·x`. Of float32 a result below the smallest normal number is 0: averages of what no longer
  /// changes would decay to numbers with which a processor takes ten times as long, and stay there.
  void blend(Storage y, int yo, double a, Storage x, int xo, double b, int n);

  /// `y = a·y + b·x` without [#blend]'s zeros, for averages of what is itself that small.
  void weightedSum(Storage y, int yo, double a, Storage x, int xo, double b, int n);

  /// `y = a·y + b·x²`.
  void blendSquares(Storage y, int yo, double a, Storage x, int xo, double b, int n);

  /// `y = max(y, x)`.
  void maximum(Storage y, int yo, Storage x, int xo, int n);

  /// `y = max(a·y, |x| + epsilon)`.
  void decayingMaximum(Storage y, int yo, double a, Storage x, int xo, double epsilon, int n);

  /// `y = a·y / (√v·root + epsilon)`.
  void divideByRoot(
      Storage y, int yo, double a, Storage v, int vo, double root, double epsilon, int n);

  /// `y = a·y / √(v·factor + epsilon)`.
  void divideByRootOf(
      Storage y, int yo, double a, Storage v, int vo, double factor, double epsilon, int n);

  /// `y = y·√(v + epsilon)`.
  void multiplyByRoot(Storage y, int yo, Storage v, int vo, double epsilon, int n);

  /// `y = a·y / (v + epsilon)`.
  void divide(Storage y, int yo, double a, Storage v, int vo, double epsilon, int n);

  /// `y = y / max(a·v, floor)`.
  void divideByFloored(Storage y, int yo, Storage v, int vo, double a, double floor, int n);

  /// `y = max(y, least)`.
  void floor(Storage y, int yo, double least, int n);

  /// `y = y + amount`.
  void shift(Storage y, int yo, double amount, int n);

  /// The sign of `y`: -1, 0 or 1; a NaN stays NaN.
  void sign(Storage y, int yo, int n);

  /// `y = min(max(y, -bound), bound)`; a NaN stays NaN.
  void clip(Storage y, int yo, double bound, int n);

  /// Resilient propagation: where `g·previous` is positive `size = min(size·growth, most)`, where it
  /// is negative `size = max(size·shrinkage, least)` and `g = 0`; then `previous = g` and `g =
  /// sign(g)·size`.
  ///
  /// @param g the gradient, from `go`, then the step
  /// @param from where the elements of `previous` and `size` begin
  void resilient(
      Storage g, int go, Storage previous, Storage size, int from, Resilience resilience, int n);

  /// `g' = scale·g + coupled·p`, `m = momentum·m + share·g'`, `u = m`, or `u = g' + momentum·m` for
  /// Nesterov, `p = p - rate·(u + decoupled·p)`.
  ///
  /// @param m null where there is no momentum: then `u = g'`
  /// @param from the first element of each of the row-major views
  void momentumStep(View p, @Nullable View m, View g, int from, MomentumStep step, int n);

  /// `g' = scale·g + coupled·p`, `m = β₁m + (1-β₁)g'`, `v = β₂v + (1-β₂)g'²`, `u =
  /// (m·factor)/(√v·root + epsilon)`, `p = p - rate·(u + decoupled·p)`.
  ///
  /// @param from the first element of each of the row-major views
  void adamStep(View p, View m, View v, View g, int from, AdamStep step, int n);

  /// `Σ x²` of `n` elements from `from`, in double.
  double sumOfSquares(Storage x, int from, int n);
}
