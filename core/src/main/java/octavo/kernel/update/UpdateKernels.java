package octavo.kernel.update;

import octavo.storage.Storage;

/// The loops of optimizers. A chain of them runs over one block of elements after the other, so
/// that the numbers stay in the cache from the first loop to the last.
///
/// `u` is the block that the chain transforms, `n` elements from index 0: it begins as the gradient
/// and ends as the step. The other arrays are the parameter's and the optimizer's; the block begins
/// at `from` there. All are of one floating type.
public interface UpdateKernels {
  /// `u = factor·u`.
  void scale(Storage u, double factor, int n);

  /// `u = u + factor·p`.
  void addScaled(Storage u, double factor, Storage p, int from, int n);

  /// `p = p + factor·u`.
  void step(Storage p, double factor, Storage u, int from, int n);

  /// `u = min(max(u, -bound), bound)`; a NaN stays NaN.
  void clip(Storage u, double bound, int n);

  /// `m = momentum·m + (1 - dampening)·u`, then `u = m`, or `u = u + momentum·m` for Nesterov.
  void momentum(
      Storage u, Storage m, double momentum, double dampening, boolean nesterov, int from, int n);

  /// Adam: `m = β₁m + (1-β₁)u`, `v = β₂v + (1-β₂)u²`, `u = (m/correction₁) / (√(v/correction₂) +
  /// epsilon)`.
  void adam(
      Storage u,
      Storage m,
      Storage v,
      double beta1,
      double beta2,
      double correction1,
      double correction2,
      double epsilon,
      int from,
      int n);

  /// `Σ x²` of `n` elements from `from`, in double.
  double sumOfSquares(Storage x, int from, int n);
}
