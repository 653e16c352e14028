package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.elementwise.ActivationFunctions;
import octavo.kernel.elementwise.UnaryFunction;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// A function of one number, applied to every element: `yᵢ = f(xᵢ)`, `dxᵢ = f'(xᵢ)·dyᵢ`.
///
/// @param function the function; integers are converted to float32 first
public record Elementwise(UnaryFunction function) implements UnaryOp {
  @Override
  public String name() {
    return function.label();
  }

  @Override
  public Shape outputShape(Shape x) {
    return x;
  }

  @Override
  public boolean writesAll() {
    return true;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.ELEMENTWISE.unary(function, x.view(), y.view());
  }

  @Override
  public @Nullable Tensor gradient(Backward at) {
    boolean fromOutput = function.derivativeUsesOutput();
    if (!at.recording() && saves() != Saves.NOTHING) {
      Tensor known = fromOutput ? at.y() : at.x();
      // memory that the cache holds already, rather than memory that must be fetched to be written
      // over
      Tensor dx = at.mayOverwriteDy() ? at.dy() : Tensor.toFill(at.dy().dtype(), at.dy().shape());
      Kernels.ELEMENTWISE.unaryBackward(function, known.view(), at.dy().view(), dx.view());
      return dx;
    }
    return rule(at);
  }

  /// The derivatives in tensor methods: they define every order, and each first order is checked
  /// against the kernel's.
  private @Nullable Tensor rule(Backward at) {
    Tensor dy = at.dy();
    return switch (function) {
      case NEGATE -> dy.negate();
      case ABSOLUTE -> dy.multiply(at.x().sign());
      case SIGN, FLOOR, CEIL, ROUND, TRUNC -> null;
      case SQUARE -> dy.multiply(at.x()).multiply(2);
      case SQRT -> dy.divide(at.y()).multiply(0.5);
      case RSQRT -> dy.multiply(at.y().square().multiply(at.y())).multiply(-0.5);
      case RECIPROCAL -> dy.multiply(at.y().square()).negate();
      case EXP -> dy.multiply(at.y());
      case EXPM1 -> dy.multiply(at.y().add(1));
      case LOG -> dy.divide(at.x());
      case LOG1P -> dy.divide(at.x().add(1));
      case LOG2 -> dy.divide(at.x()).multiply(1 / Math.log(2));
      case LOG10 -> dy.divide(at.x()).multiply(1 / Math.log(10));
      case SIN -> dy.multiply(at.x().cos());
      case COS -> dy.multiply(at.x().sin()).negate();
      case TAN -> dy.multiply(at.y().square().add(1));
      case ASIN -> dy.multiply(at.x().square().negate().add(1).rsqrt());
      case ACOS -> dy.multiply(at.x().square().negate().add(1).rsqrt()).negate();
      case ATAN -> dy.divide(at.x().square().add(1));
      case SINH -> dy.multiply(at.x().cosh());
      case COSH -> dy.multiply(at.x().sinh());
      case TANH -> dy.multiply(at.y().square().negate().add(1));
      case ASINH -> dy.multiply(at.x().square().add(1).rsqrt());
      case ACOSH -> dy.multiply(at.x().square().subtract(1).rsqrt());
      case ATANH -> dy.divide(at.x().square().negate().add(1));
      case SIGMOID -> dy.multiply(at.y()).multiply(at.y().negate().add(1));
      case LOG_SIGMOID -> dy.multiply(at.x().negate().sigmoid());
      case SOFTPLUS -> dy.multiply(at.x().sigmoid());
      case RELU -> dy.multiply(at.y().greater(0).to(dy.dtype()));
      case RELU6 -> dy.multiply(at.y().greater(0).logicalAnd(at.y().less(6)).to(dy.dtype()));
      case GELU -> dy.multiply(geluDerivative(settled(at.x())));
      case GELU_TANH -> dy.multiply(geluTanhDerivative(settled(at.x())));
      case SILU -> dy.multiply(siluDerivative(at.x()));
      case GELU_SIGMOID ->
          dy.multiply(siluDerivative(at.x().multiply(ActivationFunctions.GELU_SIGMOID_FACTOR)));
      case MISH -> dy.multiply(mishDerivative(settled(at.x())));
      case SELU -> dy.multiply(seluDerivative(at.x()));
      case SOFTSIGN -> dy.multiply(at.x().abs().add(1).reciprocal().square());
      case HARD_SIGMOID -> dy.multiply(within3(at.x()).to(dy.dtype()).multiply(1 / 6.0));
      case HARD_SWISH -> dy.multiply(hardSwishDerivative(at.x()));
      case SQUARED_RELU -> dy.multiply(at.x().relu()).multiply(2);
      case TANH_SHRINK -> dy.multiply(at.x().tanh().square());
      case ERF -> dy.multiply(gaussian(at.x()));
      case ERFC -> dy.multiply(gaussian(at.x())).negate();
      case LGAMMA -> dy.multiply(at.x().digamma());
      case DIGAMMA -> dy.multiply(at.x().polygamma(1));
      case TRIGAMMA -> dy.multiply(at.x().polygamma(2));
      case TETRAGAMMA -> dy.multiply(at.x().polygamma(3));
      case PENTAGAMMA -> dy.multiply(at.x().polygamma(4));
    };
  }

  /// `x` within bounds beyond which an activation's derivative has reached its limit in every type: the
  /// product of an infinity and the 0 of an exponential would be NaN.
  private static Tensor settled(Tensor x) {
    return x.clamp(-1e4, 1e4);
  }

  /// `2/√π · exp(-x²)`.
  private static Tensor gaussian(Tensor x) {
    return x.square().negate().exp().multiply(2 / Math.sqrt(Math.PI));
  }

  /// `Φ(x) + x·φ(x)`.
  private static Tensor geluDerivative(Tensor x) {
    Tensor cumulative = x.multiply(Math.sqrt(0.5)).erf().add(1).multiply(0.5);
    Tensor density = x.square().multiply(-0.5).exp().multiply(1 / Math.sqrt(2 * Math.PI));
    return cumulative.add(x.multiply(density));
  }

  private static Tensor geluTanhDerivative(Tensor x) {
    double c = Math.sqrt(2 / Math.PI);
    double a = 0.044715;
    Tensor t = x.square().multiply(a).add(1).multiply(x).multiply(c).tanh();
    Tensor inner = x.square().multiply(3 * a).add(1).multiply(c);
    Tensor slope = t.square().negate().add(1).multiply(inner);
    return t.add(1).add(x.multiply(slope)).multiply(0.5);
  }

  /// `s·(1 + x·(1 - s))` with `s = σ(x)`; the derivative of `x·σ(cx)` is this at `cx`.
  static Tensor siluDerivative(Tensor x) {
    Tensor v = settled(x);
    Tensor s = v.sigmoid();
    return s.multiply(v.multiply(s.negate().add(1)).add(1));
  }

  /// `t + x·σ(x)·(1 - t²)` with `t = tanh(ln(1 + eˣ))`.
  private static Tensor mishDerivative(Tensor x) {
    Tensor t = x.softplus().tanh();
    return t.add(x.multiply(x.sigmoid()).multiply(t.square().negate().add(1)));
  }

  /// 0, `x/3 + 1/2` and 1.
  private static Tensor hardSwishDerivative(Tensor x) {
    Tensor ramp = settled(x).affine(1 / 3.0, 0.5).multiply(within3(x).to(x.dtype()));
    return ramp.add(x.greaterEqual(3).to(x.dtype()));
  }

  /// `λ` above 0, else `λα·eˣ`.
  private static Tensor seluDerivative(Tensor x) {
    double scale = ActivationFunctions.SELU_SCALE;
    Tensor below =
        x.clamp(Double.NEGATIVE_INFINITY, 0).exp().multiply(scale * ActivationFunctions.SELU_ALPHA);
    return Tensors.where(x.greater(0), Tensors.full(x.dtype(), Shape.SCALAR, scale), below);
  }

  private static Tensor within3(Tensor x) {
    return x.greater(-3).logicalAnd(x.less(3));
  }

  @Override
  public Saves saves() {
    return switch (function) {
      case NEGATE, SIGN, FLOOR, CEIL, ROUND, TRUNC -> Saves.NOTHING;
      default -> function.derivativeUsesOutput() ? Saves.OUTPUTS : Saves.INPUTS;
    };
  }

  /// The function on `x`; integers and truth values are converted to float32 unless the function
  /// keeps them.
  public static Tensor of(UnaryFunction function, Tensor x) {
    DType dtype = x.dtype();
    boolean exact = dtype.isFloating() || (dtype == DType.INT64 && function.keepsIntegers());
    Tensor operand = exact ? Tensors.computable(function.label(), x) : x.to(DType.FLOAT32);
    return new Elementwise(function).apply(operand);
  }
}
