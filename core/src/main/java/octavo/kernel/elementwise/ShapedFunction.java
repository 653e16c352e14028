package octavo.kernel.elementwise;

/// The functions of one number that have a shape of their own: up to two parameters `a` and `b`,
/// the same for all elements. A function with one parameter ignores `b`.
///
/// Each has its definition and its derivative in double precision, and a vector form that is as
/// fast as that of a function without parameters. The derivative at a kink is the one named here,
/// which is PyTorch's.
public enum ShapedFunction {
  /// `x` above 0, else `a·x`; the derivative at 0 is `a`.
  LEAKY_RELU("leakyRelu"),
  /// `x` above 0, else `a·(eˣ - 1)`; the derivative at 0 is `a`.
  ELU("elu"),
  /// `x` above 0, else `a·(e^(x/a) - 1)`; the derivative is continuous.
  CELU("celu"),
  /// `ln(1 + e^(ax))/a`, and `x` where `ax` exceeds `b`.
  SOFTPLUS("softplus"),
  /// `x·σ(ax)`.
  SWISH("swish"),
  /// `min(max(x, a), b)`; the derivative at both bounds is 0.
  HARD_TANH("hardTanh"),
  /// `x` above `a`, else `b`; the derivative at `a` is 0.
  THRESHOLD("threshold"),
  /// 1 above `a`, else 0; the derivative is 0.
  STEP("step"),
  /// `x` where `|x|` exceeds `a`, else 0; the derivative at `±a` is 0.
  HARD_SHRINK("hardShrink"),
  /// `x` moved towards 0 by `a`, and 0 where it would go beyond; the derivative at `±a` is 0.
  SOFT_SHRINK("softShrink");

  private final String label;

  ShapedFunction(String label) {
    this.label = label;
  }

  /// The name of the public method.
  public String label() {
    return label;
  }

  /// `f(x)`; NaN for NaN.
  public double apply(double x, double a, double b) {
    return switch (this) {
      case LEAKY_RELU -> x > 0 ? x : a * x;
      case ELU -> x > 0 ? x : a * Math.expm1(x);
      case CELU -> x > 0 ? x : a * Math.expm1(x / a);
      case SOFTPLUS -> ActivationFunctions.softplus(x, a, b);
      case SWISH -> ActivationFunctions.swish(x, a);
      case HARD_TANH -> x < a ? a : x > b ? b : x;
      case THRESHOLD -> x <= a ? b : x;
      case STEP -> x <= a ? 0 : x > a ? 1 : x;
      case HARD_SHRINK -> Math.abs(x) <= a ? 0 : x;
      case SOFT_SHRINK -> Math.abs(x) <= a ? 0 : x - Math.copySign(a, x);
    };
  }

  /// `f'(x)`.
  public double derivative(double x, double a, double b) {
    return switch (this) {
      case LEAKY_RELU -> x > 0 ? 1 : a;
      case ELU -> x > 0 ? 1 : a * Math.exp(x);
      case CELU -> x > 0 ? 1 : Math.exp(x / a);
      case SOFTPLUS -> a * x > b ? 1 : SpecialFunctions.sigmoid(a * x);
      case SWISH -> ActivationFunctions.swishDerivative(x, a);
      case HARD_TANH -> x > a && x < b ? 1 : 0;
      case THRESHOLD -> x > a ? 1 : 0;
      case STEP -> 0;
      case HARD_SHRINK, SOFT_SHRINK -> Math.abs(x) > a ? 1 : 0;
    };
  }
}
