package octavo.kernel.update;

import octavo.storage.Storage;

/// The loops of optimizers. Each works in place on `n` elements of arrays of one floating type, all
/// from the same index `from`; a chain of them runs over one block after the other, so that the
/// numbers are in the cache from the first loop to the last.
///
/// The gradient-like array `u` is what the chain transforms: it begins as the gradient and ends as
/// the step that is added to the parameter.
public interface UpdateKernels {
  /// `u = factor·u`.
  void scale(Storage u, double factor, int from, int n);

  /// `y = y + factor·x`.
  void axpy(double factor, Storage x, Storage y, int from, int n);

  /// `u = min(max(u, -bound), bound)`; a NaN stays NaN.
  void clip(Storage u, double bound, int from, int n);

  /// `m = momentum·m + (1 - dampening)·u`, then `u = m`, or `u = u + momentum·m` for Nesterov.
  void momentum(
      Storage u, Storage m, double momentum, double dampening, boolean nesterov, int from, int n);

  /// Adam: `m = β₁m + (1-β₁)u`, `v = β₂v + (1-β₂)u²`,
  /// `u = (m/correction₁) / (√(v/correction₂) + epsilon)`.
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

  /// `Σ u²` of the elements, in double.
  double sumOfSquares(Storage u, int from, int n);
}
