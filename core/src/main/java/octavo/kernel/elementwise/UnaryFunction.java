package octavo.kernel.elementwise;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// The functions of one number, each with its definition and its derivative in double precision.
///
/// The definition is what every kernel is tested against. The derivative takes the argument and the
/// value, `f'(x, f(x))`; those of step functions and of kinks are 0 (`|x|` and ReLU at 0, ReLU6 at 0 and 6 included).
public enum UnaryFunction {
  /// `-x`.
  NEGATE("negate", x -> -x, (x, y) -> -1),
  /// `|x|`.
  ABSOLUTE("absolute", Math::abs, (x, y) -> Math.signum(x)),
  /// -1, 0 or 1; NaN for NaN.
  SIGN("sign", Math::signum, (x, y) -> 0),
  /// `x²`.
  SQUARE("square", x -> x * x, (x, y) -> 2 * x),
  /// `√x`.
  SQRT("sqrt", Math::sqrt, (x, y) -> 0.5 / y),
  /// `1/√x`.
  RSQRT("rsqrt", x -> 1 / Math.sqrt(x), (x, y) -> -0.5 * y * y * y),
  /// `1/x`.
  RECIPROCAL("reciprocal", x -> 1 / x, (x, y) -> -y * y),
  /// `eˣ`.
  EXP("exp", Math::exp, (x, y) -> y),
  /// `eˣ - 1`, accurate near 0.
  EXPM1("expm1", Math::expm1, (x, y) -> y + 1),
  /// `ln x`.
  LOG("log", Math::log, (x, y) -> 1 / x),
  /// `ln(1 + x)`, accurate near 0.
  LOG1P("log1p", Math::log1p, (x, y) -> 1 / (1 + x)),
  /// `log₂ x`.
  LOG2("log2", x -> Math.log(x) / Math.log(2), (x, y) -> 1 / (x * Math.log(2))),
  /// `log₁₀ x`.
  LOG10("log10", Math::log10, (x, y) -> 1 / (x * Math.log(10))),
  /// `sin x`.
  SIN("sin", Math::sin, (x, y) -> Math.cos(x)),
  /// `cos x`.
  COS("cos", Math::cos, (x, y) -> -Math.sin(x)),
  /// `tan x`.
  TAN("tan", Math::tan, (x, y) -> 1 + y * y),
  /// `arcsin x`.
  ASIN("asin", Math::asin, (x, y) -> 1 / Math.sqrt(1 - x * x)),
  /// `arccos x`.
  ACOS("acos", Math::acos, (x, y) -> -1 / Math.sqrt(1 - x * x)),
  /// `arctan x`.
  ATAN("atan", Math::atan, (x, y) -> 1 / (1 + x * x)),
  /// `sinh x`.
  SINH("sinh", Math::sinh, (x, y) -> Math.cosh(x)),
  /// `cosh x`.
  COSH("cosh", Math::cosh, (x, y) -> Math.sinh(x)),
  /// `tanh x`.
  TANH("tanh", Math::tanh, (x, y) -> 1 - y * y),
  /// `arsinh x`.
  ASINH("asinh", SpecialFunctions::asinh, (x, y) -> 1 / Math.sqrt(x * x + 1)),
  /// `arcosh x`.
  ACOSH("acosh", SpecialFunctions::acosh, (x, y) -> 1 / Math.sqrt(x * x - 1)),
  /// `artanh x`.
  ATANH("atanh", SpecialFunctions::atanh, (x, y) -> 1 / (1 - x * x)),
  /// `1/(1 + e⁻ˣ)`.
  SIGMOID("sigmoid", SpecialFunctions::sigmoid, (x, y) -> y * (1 - y)),
  /// `ln σ(x)`, finite where σ underflows.
  LOG_SIGMOID(
      "logSigmoid", x -> -SpecialFunctions.softplus(-x), (x, y) -> SpecialFunctions.sigmoid(-x)),
  /// `ln(1 + eˣ)`.
  SOFTPLUS("softplus", SpecialFunctions::softplus, (x, y) -> SpecialFunctions.sigmoid(x)),
  /// `max(0, x)`; a NaN stays NaN.
  RELU("relu", x -> x <= 0 ? 0 : x, (x, y) -> y > 0 ? 1 : 0),
  /// `min(max(0, x), 6)`; a NaN stays NaN.
  RELU6("relu6", x -> x <= 0 ? 0 : x >= 6 ? 6 : x, (x, y) -> y > 0 && y < 6 ? 1 : 0),
  /// `x·Φ(x)` with the exact normal distribution function.
  GELU(
      "gelu",
      x -> x == Double.NEGATIVE_INFINITY ? 0 : x * SpecialFunctions.normalCdf(x),
      (x, y) -> SpecialFunctions.normalCdf(x) + SpecialFunctions.timesNormalPdf(x)),
  /// The approximation `½x(1 + tanh(√(2/π)(x + 0.044715x³)))`.
  GELU_TANH(
      "geluTanh", SpecialFunctions::geluTanh, (x, y) -> SpecialFunctions.geluTanhDerivative(x)),
  /// `x·σ(x)`, also called Swish.
  SILU(
      "silu",
      x -> x == Double.NEGATIVE_INFINITY ? 0 : x * SpecialFunctions.sigmoid(x),
      (x, y) -> SpecialFunctions.siluDerivative(x)),
  /// The approximation `x·σ(1.702x)`.
  GELU_SIGMOID(
      "geluSigmoid",
      x -> ActivationFunctions.swish(x, ActivationFunctions.GELU_SIGMOID_FACTOR),
      (x, y) -> ActivationFunctions.swishDerivative(x, ActivationFunctions.GELU_SIGMOID_FACTOR)),
  /// `x·tanh(ln(1 + eˣ))`.
  MISH("mish", ActivationFunctions::mish, (x, y) -> ActivationFunctions.mishDerivative(x)),
  /// `λx` above 0, else `λα(eˣ - 1)`, with the constants of self-normalizing networks; the
  /// derivative at 0 is `λα`.
  SELU("selu", ActivationFunctions::selu, (x, y) -> ActivationFunctions.seluDerivative(x)),
  /// `x/(1 + |x|)`.
  SOFTSIGN(
      "softsign",
      ActivationFunctions::softsign,
      (x, y) -> ActivationFunctions.softsignDerivative(x)),
  /// `min(max(x/6 + 1/2, 0), 1)`; the derivative at -3 and 3 is 0.
  HARD_SIGMOID(
      "hardSigmoid", ActivationFunctions::hardSigmoid, (x, y) -> x > -3 && x < 3 ? 1 / 6.0 : 0),
  /// `x·min(max(x + 3, 0), 6)/6`; the derivative is 0 at -3 and 1 at 3.
  HARD_SWISH(
      "hardSwish",
      ActivationFunctions::hardSwish,
      (x, y) -> ActivationFunctions.hardSwishDerivative(x)),
  /// `max(0, x)²`; a NaN stays NaN.
  SQUARED_RELU("squaredRelu", x -> x <= 0 ? 0 : x * x, (x, y) -> x <= 0 ? 0 : 2 * x),
  /// `x - tanh x`, accurate near 0.
  TANH_SHRINK(
      "tanhShrink",
      ActivationFunctions::tanhShrink,
      (x, y) -> ActivationFunctions.tanhShrinkDerivative(x)),
  /// `2/√π ∫₀ˣ e^(-t²) dt`.
  ERF("erf", SpecialFunctions::erf, (x, y) -> 2 / Math.sqrt(Math.PI) * Math.exp(-x * x)),
  /// `1 - erf x`, accurate for large x.
  ERFC("erfc", SpecialFunctions::erfc, (x, y) -> -2 / Math.sqrt(Math.PI) * Math.exp(-x * x)),
  /// `ln |Γ(x)|`.
  LGAMMA("lgamma", GammaFunctions::lgamma, (x, y) -> GammaFunctions.polygamma(0, x)),
  /// `ψ(x) = d/dx ln Γ(x)`.
  DIGAMMA("digamma", x -> GammaFunctions.polygamma(0, x), (x, y) -> GammaFunctions.polygamma(1, x)),
  /// `ψ'(x)`, polygamma of order 1.
  TRIGAMMA(
      "trigamma", x -> GammaFunctions.polygamma(1, x), (x, y) -> GammaFunctions.polygamma(2, x)),
  /// `ψ''(x)`, polygamma of order 2.
  TETRAGAMMA(
      "tetragamma", x -> GammaFunctions.polygamma(2, x), (x, y) -> GammaFunctions.polygamma(3, x)),
  /// `ψ'''(x)`, polygamma of order 3.
  PENTAGAMMA(
      "pentagamma", x -> GammaFunctions.polygamma(3, x), (x, y) -> GammaFunctions.polygamma(4, x)),
  /// The largest integer not above x.
  FLOOR("floor", Math::floor, (x, y) -> 0),
  /// The smallest integer not below x.
  CEIL("ceil", Math::ceil, (x, y) -> 0),
  /// The nearest integer, halves to the even one.
  ROUND("round", Math::rint, (x, y) -> 0),
  /// The integer part.
  TRUNC("trunc", x -> x < 0 ? Math.ceil(x) : Math.floor(x), (x, y) -> 0);

  private final String label;
  private final DoubleUnaryOperator definition;
  private final DoubleBinaryOperator derivative;

  UnaryFunction(String label, DoubleUnaryOperator definition, DoubleBinaryOperator derivative) {
    this.label = label;
    this.definition = definition;
    this.derivative = derivative;
  }

  /// The name of the public method.
  public String label() {
    return label;
  }

  /// `f(x)`.
  public double apply(double x) {
    return definition.applyAsDouble(x);
  }

  /// `f'(x)`, given `y = f(x)`.
  public double derivative(double x, double y) {
    return derivative.applyAsDouble(x, y);
  }

  /// Whether the derivative follows from the value alone, so that the argument need not be kept.
  public boolean derivativeUsesOutput() {
    return switch (this) {
      case SQRT, RSQRT, RECIPROCAL, EXP, EXPM1, TAN, TANH, SIGMOID, RELU, RELU6 -> true;
      default -> false;
    };
  }

  /// Whether an integer's image is an integer, so that int64 needs no conversion.
  public boolean keepsIntegers() {
    return switch (this) {
      case NEGATE, ABSOLUTE, SIGN, SQUARE, RELU, RELU6, SQUARED_RELU, FLOOR, CEIL, ROUND, TRUNC ->
          true;
      default -> false;
    };
  }

  /// `f(x)` for an integer, exactly.
  ///
  /// @throws IllegalArgumentException if the function leaves the integers
  public long apply(long x) {
    return switch (this) {
      case NEGATE -> -x;
      case ABSOLUTE -> Math.abs(x);
      case SIGN -> Long.signum(x);
      case SQUARE -> x * x;
      case RELU -> Math.max(0, x);
      case RELU6 -> Math.clamp(x, 0, 6);
      case SQUARED_RELU -> Math.max(0, x) * Math.max(0, x);
      case FLOOR, CEIL, ROUND, TRUNC -> x;
      default ->
          throw new IllegalArgumentException(
              label + ": integers have no exact image, convert to a floating type first.");
    };
  }
}
