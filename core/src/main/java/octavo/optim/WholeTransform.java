package octavo.optim;

import octavo.tensor.Tensor;

/// A transform that needs a parameter as a whole: its norm, its rows and columns, its products.
public non-sealed interface WholeTransform extends Transform {
  /// The gradient on its way after this transform.
  ///
  /// @param u the gradient on its way, of the parameter's shape
  /// @param step what is known of the step; what must be remembered goes to [Step#remember]
  /// @return a tensor of the same shape
  Tensor apply(Tensor u, Step step);
}
