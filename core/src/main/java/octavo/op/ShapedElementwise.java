package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.elementwise.ShapedFunction;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// A function of one number with up to two parameters, applied to every element: `yᵢ = f(xᵢ)`,
/// `dxᵢ = f'(xᵢ)·dyᵢ`. The parameters are rounded to the type of `x`.
///
/// @param function the function
/// @param a its first parameter
/// @param b its second parameter, 0 if it has none
public record ShapedElementwise(ShapedFunction function, double a, double b) implements UnaryOp {
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
    Kernels.ELEMENTWISE.shaped(function, a, b, x.view(), y.view());
  }

  @Override
  public @Nullable Tensor gradient(Backward at) {
    if (function == ShapedFunction.STEP) {
      return null;
    }
    if (at.recording()) {
      return at.dy().multiply(slope(at.x()));
    }
    Tensor dx = Tensor.toFill(at.dy().dtype(), at.dy().shape());
    Kernels.ELEMENTWISE.shapedBackward(function, a, b, at.x().view(), at.dy().view(), dx.view());
    return dx;
  }

  /// The derivative in tensor methods: it defines every order.
  private Tensor slope(Tensor x) {
    return switch (function) {
      case LEAKY_RELU -> oneWhere(x.greater(0), number(x, a));
      case ELU -> oneWhere(x.greater(0), negative(x).exp().multiply(a));
      case CELU -> oneWhere(x.greater(0), negative(x).divide(a).exp());
      case SOFTPLUS -> {
        Tensor v = x.multiply(a);
        yield oneWhere(v.greater(b), v.sigmoid());
      }
      case SWISH ->
          a == 0
              ? x.clamp(-1, 1).affine(0, 0.5) // a NaN stays one
              : Elementwise.siluDerivative(x.multiply(a));
      case HARD_TANH -> x.greater(a).logicalAnd(x.less(b)).to(x.dtype());
      case THRESHOLD -> x.greater(a).to(x.dtype());
      case STEP -> x.zerosLike();
      case HARD_SHRINK, SOFT_SHRINK -> x.abs().greater(a).to(x.dtype());
    };
  }

  private static Tensor oneWhere(Tensor condition, Tensor otherwise) {
    return Tensors.where(condition, number(otherwise, 1), otherwise);
  }

  private static Tensor number(Tensor like, double value) {
    return Tensors.full(like.dtype(), Shape.SCALAR, value);
  }

  /// `min(x, 0)`, so that no exponential of a large number is multiplied by 0.
  private static Tensor negative(Tensor x) {
    return x.clamp(Double.NEGATIVE_INFINITY, 0);
  }

  @Override
  public Saves saves() {
    return function == ShapedFunction.STEP ? Saves.NOTHING : Saves.INPUTS;
  }

  /// The function of `x`; integers and truth values are converted to float32 first.
  public static Tensor of(ShapedFunction function, double a, double b, Tensor x) {
    return new ShapedElementwise(function, a, b).apply(Tensors.real(function.label(), x));
  }

  /// The function of `x` with one parameter.
  public static Tensor of(ShapedFunction function, double a, Tensor x) {
    return of(function, a, 0, x);
  }
}
