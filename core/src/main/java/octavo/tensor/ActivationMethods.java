package octavo.tensor;

import octavo.kernel.elementwise.UnaryFunction;
import octavo.op.Elementwise;

/// Activation functions and the special functions behind them, applied to every element.
public sealed interface ActivationMethods permits Tensor {
  /// This tensor.
  Tensor self();

  /// `1/(1 + e⁻ˣ)`, element by element.
  default Tensor sigmoid() {
    return Elementwise.of(UnaryFunction.SIGMOID, self());
  }

  /// `ln σ(x)`, finite where σ underflows, element by element.
  default Tensor logSigmoid() {
    return Elementwise.of(UnaryFunction.LOG_SIGMOID, self());
  }

  /// `ln(1 + eˣ)`, element by element.
  default Tensor softplus() {
    return Elementwise.of(UnaryFunction.SOFTPLUS, self());
  }

  /// `max(0, x)`; its derivative at 0 is 0, element by element.
  default Tensor relu() {
    return Elementwise.of(UnaryFunction.RELU, self());
  }

  /// `min(max(0, x), 6)`; its derivative at 0 and at 6 is 0, element by element (Krizhevsky, 2010).
  default Tensor relu6() {
    return Elementwise.of(UnaryFunction.RELU6, self());
  }

  /// `x·Φ(x)` with the exact normal distribution function (Hendrycks and Gimpel, 2016), element by
  /// element.
  default Tensor gelu() {
    return Elementwise.of(UnaryFunction.GELU, self());
  }

  /// `½x(1 + tanh(√(2/π)(x + 0.044715x³)))`, the approximation of [#gelu()], element by element.
  default Tensor geluTanh() {
    return Elementwise.of(UnaryFunction.GELU_TANH, self());
  }

  /// `x·σ(x)`, also called Swish, element by element.
  default Tensor silu() {
    return Elementwise.of(UnaryFunction.SILU, self());
  }

  /// The error function, element by element.
  default Tensor erf() {
    return Elementwise.of(UnaryFunction.ERF, self());
  }

  /// `1 - erf x`, accurate for large x, element by element.
  default Tensor erfc() {
    return Elementwise.of(UnaryFunction.ERFC, self());
  }

  /// `ln |Γ(x)|`, element by element.
  default Tensor lgamma() {
    return Elementwise.of(UnaryFunction.LGAMMA, self());
  }

  /// `d/dx ln Γ(x)`, element by element.
  default Tensor digamma() {
    return Elementwise.of(UnaryFunction.DIGAMMA, self());
  }

  /// The derivative of order `order + 1` of `ln Γ(x)`: order 0 is [#digamma()]. Orders up to 3.
  ///
  /// @throws IllegalArgumentException if the order is not provided
  default Tensor polygamma(int order) {
    UnaryFunction function =
        switch (order) {
          case 0 -> UnaryFunction.DIGAMMA;
          case 1 -> UnaryFunction.TRIGAMMA;
          case 2 -> UnaryFunction.TETRAGAMMA;
          case 3 -> UnaryFunction.PENTAGAMMA;
          default ->
              throw new IllegalArgumentException(
                  "polygamma: order must be from 0 to 3, but is " + order + ".");
        };
    return Elementwise.of(function, self());
  }
}
