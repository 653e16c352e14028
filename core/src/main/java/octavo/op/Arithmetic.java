package octavo.op;

import octavo.autograd.Backward;
import octavo.autograd.Engine;
import octavo.kernel.Kernels;
import octavo.kernel.elementwise.BinaryFunction;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// A function of two numbers, applied element by element after broadcasting.
///
/// @param function the function
public record Arithmetic(BinaryFunction function) implements BinaryOp {
  @Override
  public String name() {
    return function.label();
  }

  @Override
  public Shape outputShape(Shape a, Shape b) {
    return Shape.broadcast(name(), a, b);
  }

  @Override
  public DType outputType(DType a, DType b) {
    DType common = DType.promote(a, b);
    return common == DType.BOOL && !function.keepsBool() ? DType.INT64 : common;
  }

  @Override
  public boolean writesAll() {
    return true;
  }

  @Override
  public void forward(Tensor a, Tensor b, Tensor y) {
    Tensor left = a.to(y.dtype()).expandTo(y.shape());
    Tensor right = b.to(y.dtype()).expandTo(y.shape());
    Kernels.ELEMENTWISE.binary(function, left.view(), right.view(), y.view());
  }

  @Override
  public @Nullable Tensor leftGradient(Backward at) {
    Tensor dy = at.dy();
    return switch (function) {
      case ADD, SUBTRACT, REMAINDER -> dy;
      case MULTIPLY -> dy.multiply(at.x(1));
      case MASK -> of(function, dy, at.x(1));
      case DIVIDE -> dy.divide(at.x(1));
      case POWER -> {
        Tensor b = at.x(1);
        yield dy.multiply(b.multiply(at.x(0).power(b.subtract(1))));
      }
      // what is not chosen has slope 0 though that of the result may be infinite
      case MINIMUM -> of(BinaryFunction.MASK, dy, share(at.x(0).lessEqual(at.x(1)), at));
      case MAXIMUM -> of(BinaryFunction.MASK, dy, share(at.x(0).greaterEqual(at.x(1)), at));
      case ATAN2 -> dy.multiply(turn(at.x(1), at));
    };
  }

  @Override
  public @Nullable Tensor rightGradient(Backward at) {
    Tensor dy = at.dy();
    return switch (function) {
      case ADD -> dy;
      case SUBTRACT -> dy.negate();
      case MULTIPLY, MASK -> dy.multiply(at.x(0));
      // not by b², which is 0 or infinite where b itself is not
      // nor where the quotient is infinite and has no influence
      case DIVIDE -> of(BinaryFunction.MASK, at.x(0).divide(at.x(1)), dy.divide(at.x(1))).negate();
      case REMAINDER -> dy.multiply(at.x(0).divide(at.x(1)).floor()).negate();
      case POWER -> dy.multiply(powerLog(at.x(0), at.x(1)));
      case MINIMUM -> of(BinaryFunction.MASK, dy, share(at.x(1).lessEqual(at.x(0)), at));
      case MAXIMUM -> of(BinaryFunction.MASK, dy, share(at.x(1).greaterEqual(at.x(0)), at));
      case ATAN2 -> dy.multiply(turn(at.x(0), at)).negate();
    };
  }

  /// `a^b·ln a`, and 0 where `a` is 0: its limit for positive exponents.
  private static Tensor powerLog(Tensor a, Tensor b) {
    Tensor zero = a.equalTo(0);
    Tensor logarithm = Tensors.where(zero, a.stopGradient().onesLike(), a).log();
    return a.power(b).multiply(logarithm);
  }

  /// 1 for the chosen operand, and half to each where both are equal.
  private static Tensor share(Tensor chosen, Backward at) {
    Tensor equal = at.x(0).equalTo(at.x(1));
    return chosen.to(at.dy().dtype()).subtract(equal.to(at.dy().dtype()).multiply(0.5));
  }

  /// `side/(a² + b²)`, in units of the longer side, whose square may be no number.
  private static Tensor turn(Tensor side, Backward at) {
    Tensor unit = at.x(0).abs().maximum(at.x(1).abs()).stopGradient();
    Tensor squares = at.x(0).divide(unit).square().add(at.x(1).divide(unit).square());
    return side.divide(unit).divide(squares).divide(unit);
  }

  @Override
  public Saves saves() {
    return function == BinaryFunction.ADD || function == BinaryFunction.SUBTRACT
        ? Saves.NOTHING
        : Saves.INPUTS;
  }

  /// The function on `a` and `b`; the quotient of integers is a float32.
  public static Tensor of(BinaryFunction function, Tensor a, Tensor b) {
    Tensors.computable(function.label(), a);
    Tensors.computable(function.label(), b);
    boolean toFloat =
        (function == BinaryFunction.DIVIDE || function == BinaryFunction.ATAN2)
            && !DType.promote(a.dtype(), b.dtype()).isFloating();
    Tensor left = toFloat ? a.to(DType.FLOAT32) : a;
    return Engine.apply(new Arithmetic(function), left, b);
  }
}
