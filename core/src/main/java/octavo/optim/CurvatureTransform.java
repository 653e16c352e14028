package octavo.optim;

import octavo.tensor.Tensor;

/// What a transform also is if it uses estimates of the diagonal of the loss's Hessian.
public interface CurvatureTransform {
  /// Takes in one estimate.
  ///
  /// @param estimate the diagonal, of the parameter's shape
  /// @param step what is remembered; there is no rate
  void observe(Tensor estimate, Step step);
}
