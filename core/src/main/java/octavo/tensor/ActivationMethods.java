package octavo.tensor;

import octavo.kernel.elementwise.ShapedFunction;
import octavo.kernel.elementwise.UnaryFunction;
import octavo.op.Elementwise;
import octavo.op.ShapedElementwise;
import octavo.random.Rng;

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

  /// `x·σ(1.702x)`, the coarser approximation of [#gelu()] (Hendrycks and Gimpel, 2016), element by
  /// element: off by up to 0.0204.
  default Tensor geluSigmoid() {
    return Elementwise.of(UnaryFunction.GELU_SIGMOID, self());
  }

  /// `x·tanh(ln(1 + eˣ))` (Misra, 2019), element by element.
  default Tensor mish() {
    return Elementwise.of(UnaryFunction.MISH, self());
  }

  /// `λx` above 0, else `λα(eˣ - 1)` with λ = 1.0507009873554805 and α = 1.6732632423543772, for
  /// which layers of weights with variance `1/fanIn` keep mean 0 and variance 1 (Klambauer et al.,
  /// "Self-Normalizing Neural Networks", 2017), element by element. The derivative at 0 is `λα`.
  default Tensor selu() {
    return Elementwise.of(UnaryFunction.SELU, self());
  }

  /// `x/(1 + |x|)`, element by element (Glorot and Bengio, 2010); ±1 at the infinities.
  default Tensor softsign() {
    return Elementwise.of(UnaryFunction.SOFTSIGN, self());
  }

  /// `min(max(x/6 + 1/2, 0), 1)`, element by element; the derivative at -3 and 3 is 0.
  default Tensor hardSigmoid() {
    return Elementwise.of(UnaryFunction.HARD_SIGMOID, self());
  }

  /// `x·min(max(x + 3, 0), 6)/6`, element by element (Howard et al., "Searching for MobileNetV3",
  /// 2019); the derivative is 0 at -3 and 1 at 3.
  default Tensor hardSwish() {
    return Elementwise.of(UnaryFunction.HARD_SWISH, self());
  }

  /// `max(0, x)²`, element by element (So et al., "Primer", 2021). Integers stay integers.
  default Tensor squaredRelu() {
    return Elementwise.of(UnaryFunction.SQUARED_RELU, self());
  }

  /// `x - tanh x`, accurate near 0, element by element.
  default Tensor tanhShrink() {
    return Elementwise.of(UnaryFunction.TANH_SHRINK, self());
  }

  /// `x` above 0, else `slope·x`, element by element (Maas, Hannun and Ng, 2013). The derivative at
  /// 0 is `slope`; `-∞` with the slope 0 is NaN.
  ///
  /// @throws IllegalArgumentException if the slope is not finite
  default Tensor leakyRelu(double slope) {
    Activations.finite("leakyRelu", "the slope", slope);
    return ShapedElementwise.of(ShapedFunction.LEAKY_RELU, slope, self());
  }

  /// `x` above 0, else `alpha·(eˣ - 1)`, element by element (Clevert, Unterthiner and Hochreiter,
  /// 2016). The derivative at 0 is `alpha`.
  ///
  /// @throws IllegalArgumentException if `alpha` is not finite
  default Tensor elu(double alpha) {
    Activations.finite("elu", "alpha", alpha);
    return ShapedElementwise.of(ShapedFunction.ELU, alpha, self());
  }

  /// `x` above 0, else `alpha·(e^(x/alpha) - 1)`, element by element: an ELU whose derivative is
  /// continuous for every `alpha` (Barron, 2017).
  ///
  /// @throws IllegalArgumentException if `alpha` is not positive and finite
  default Tensor celu(double alpha) {
    Activations.positive("celu", "alpha", alpha);
    return ShapedElementwise.of(ShapedFunction.CELU, alpha, self());
  }

  /// `ln(1 + e^(beta·x))/beta`, element by element: nearer to ReLU the larger `beta` is.
  ///
  /// @throws IllegalArgumentException if `beta` is not positive and finite
  default Tensor softplus(double beta) {
    return softplus(beta, Double.POSITIVE_INFINITY);
  }

  /// `ln(1 + e^(beta·x))/beta`, and `x` itself where `beta·x` exceeds `threshold`, element by
  /// element: PyTorch's form, whose threshold is 20 unless told otherwise. Nothing overflows here
  /// for any threshold.
  ///
  /// @throws IllegalArgumentException if `beta` is not positive and finite, or `threshold` is NaN
  default Tensor softplus(double beta, double threshold) {
    Activations.positive("softplus", "beta", beta);
    Activations.number("softplus", "the threshold", threshold);
    return ShapedElementwise.of(ShapedFunction.SOFTPLUS, beta, threshold, self());
  }

  /// `x·σ(beta·x)`, element by element (Ramachandran, Zoph and Le, 2017): `x/2` for `beta` 0,
  /// [#silu()] for 1, near ReLU for a large one.
  ///
  /// @throws IllegalArgumentException if `beta` is not finite
  default Tensor swish(double beta) {
    Activations.finite("swish", "beta", beta);
    return ShapedElementwise.of(ShapedFunction.SWISH, beta, self());
  }

  /// `x·σ(beta·x)` with learned numbers `beta` that broadcast to `x`, element by element.
  ///
  /// @throws IllegalArgumentException if `beta` does not broadcast to the shape of `x`
  default Tensor swish(Tensor beta) {
    return Activations.swish(self(), beta);
  }

  /// `min(max(x, min), max)`, element by element; the derivative at both bounds is 0, where that of
  /// [ArithmeticMethods#clamp] is 1.
  ///
  /// @throws IllegalArgumentException if `min` is not less than `max`
  default Tensor hardTanh(double min, double max) {
    return Activations.hardTanh(self(), min, max);
  }

  /// `x` above `threshold`, else `value`, element by element; the derivative at `threshold` is 0.
  ///
  /// @throws IllegalArgumentException if a parameter is NaN
  default Tensor threshold(double threshold, double value) {
    Activations.number("threshold", "the threshold", threshold);
    Activations.number("threshold", "the value", value);
    return ShapedElementwise.of(ShapedFunction.THRESHOLD, threshold, value, self());
  }

  /// 1 above `threshold`, else 0, element by element: the unit of McCulloch and Pitts (1943) and of
  /// the perceptron (Rosenblatt, 1957). Its gradient is zero everywhere.
  ///
  /// @throws IllegalArgumentException if the threshold is NaN
  default Tensor step(double threshold) {
    return step(threshold, StepGradient.ZERO);
  }

  /// 1 above `threshold`, else 0, element by element, with a stand-in for the gradient.
  ///
  /// @throws IllegalArgumentException if the threshold is NaN
  default Tensor step(double threshold, StepGradient gradient) {
    return Activations.step(self(), threshold, gradient);
  }

  /// -1, 0 or 1, element by element, with a stand-in for the gradient.
  default Tensor sign(StepGradient gradient) {
    return Activations.sign(self(), gradient);
  }

  /// `x` where `|x|` exceeds `lambda`, else 0, element by element; the derivative at `±lambda` is 0.
  ///
  /// @throws IllegalArgumentException if `lambda` is negative
  default Tensor hardShrink(double lambda) {
    Activations.notNegative("hardShrink", "lambda", lambda);
    return ShapedElementwise.of(ShapedFunction.HARD_SHRINK, lambda, self());
  }

  /// `x` moved towards 0 by `lambda`, and 0 within it, element by element: the proximal map of
  /// `lambda·|x|`. The derivative at `±lambda` is 0.
  ///
  /// @throws IllegalArgumentException if `lambda` is negative
  default Tensor softShrink(double lambda) {
    Activations.notNegative("softShrink", "lambda", lambda);
    return ShapedElementwise.of(ShapedFunction.SOFT_SHRINK, lambda, self());
  }

  /// `x` above 0, else `weight·x` with a learned slope for each channel, axis 1 of
  /// `[batch, channels, …]`, or one for all (He et al., "Delving Deep into Rectifiers", 2015). The
  /// weight's gradient is `Σ_{x≤0} x·dy`.
  ///
  /// @throws IllegalArgumentException if the weight is neither `[]`, `[1]` nor `[channels]`
  default Tensor prelu(Tensor weight) {
    return Activations.prelu(self(), weight);
  }

  /// `x` above 0, else `x·(lower + upper)/2`, element by element: the randomized leaky ReLU (Xu et
  /// al., 2015) in inference.
  ///
  /// @throws IllegalArgumentException if `lower` exceeds `upper`
  default Tensor rrelu(double lower, double upper) {
    return Activations.rrelu(self(), lower, upper);
  }

  /// `x` above 0, else `a·x` with a slope for each element, uniform in `[lower, upper)`: the
  /// randomized leaky ReLU in training. Draws from `rng`.
  ///
  /// @throws IllegalArgumentException if `lower` exceeds `upper`
  default Tensor rrelu(double lower, double upper, Rng rng) {
    return Activations.rrelu(self(), lower, upper, rng);
  }

  /// The largest of each group of `pieces` neighbors along `axis`, whose size shrinks by that
  /// factor (Goodfellow et al., "Maxout Networks", 2013). The gradient goes to the winner; winners
  /// that are equal share it.
  ///
  /// @throws IllegalArgumentException if `pieces` does not divide the size of the axis
  /// @throws IndexOutOfBoundsException if there is no such axis
  default Tensor maxout(int pieces, int axis) {
    return Activations.maxout(self(), pieces, axis);
  }

  /// `a ⊙ σ(b)`, where `a` and `b` are the halves of `x` along `axis` (Dauphin et al., 2017).
  ///
  /// @throws IllegalArgumentException if the size of the axis is odd
  /// @throws IndexOutOfBoundsException if there is no such axis
  default Tensor glu(int axis) {
    return glu(axis, GluKind.GLU);
  }

  /// `a ⊙ act(b)`, where `a` and `b` are the halves of `x` along `axis` (Shazeer, 2020).
  ///
  /// @throws IllegalArgumentException if the size of the axis is odd
  /// @throws IndexOutOfBoundsException if there is no such axis
  default Tensor glu(int axis, GluKind kind) {
    return Activations.glu(self(), axis, kind);
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

  /// The derivative of order `order + 1` of `ln Γ(x)`: order 0 is [#digamma()]. Orders up to 100.
  ///
  /// @throws IllegalArgumentException if the order is negative or above 100
  default Tensor polygamma(int order) {
    return switch (order) {
      case 0 -> Elementwise.of(UnaryFunction.DIGAMMA, self());
      case 1 -> Elementwise.of(UnaryFunction.TRIGAMMA, self());
      case 2 -> Elementwise.of(UnaryFunction.TETRAGAMMA, self());
      case 3 -> Elementwise.of(UnaryFunction.PENTAGAMMA, self());
      default -> Specials.polygamma(self(), order);
    };
  }
}
