package octavo.distribution;

import octavo.storage.DType;
import octavo.tensor.Tensor;

/// Growing functions of one number without parameters, applied to every element.
enum FunctionTransform implements Transform {
  EXP,
  SIGMOID,
  TANH,
  SOFTPLUS;

  @Override
  public int eventRank() {
    return 0;
  }

  @Override
  public Support domain() {
    return Support.REAL;
  }

  @Override
  public Support codomain() {
    return switch (this) {
      case EXP, SOFTPLUS -> Support.POSITIVE;
      case SIGMOID -> Support.OPEN_UNIT_INTERVAL;
      case TANH -> Support.BETWEEN_MINUS_ONE_AND_ONE;
    };
  }

  @Override
  public Tensor forward(Tensor x) {
    return switch (this) {
      case EXP -> x.exp();
      case SIGMOID -> x.sigmoid().clamp(least(x.dtype()), most(x));
      case TANH -> x.tanh().clamp(-most(x), most(x));
      case SOFTPLUS -> x.softplus();
    };
  }

  /// The smallest number with full precision.
  static double least(DType type) {
    return type == DType.FLOAT64 ? Double.MIN_NORMAL : Float.MIN_NORMAL;
  }

  /// The largest number below 1.
  static double most(Tensor x) {
    return x.dtype() == DType.FLOAT64 ? Math.nextDown(1.0) : Math.nextDown(1.0f);
  }

  @Override
  public Tensor inverse(Tensor y) {
    return switch (this) {
      case EXP -> y.maximum(0).log();
      case SIGMOID -> Logits.ofProbability(y.clamp(0, 1));
      case TANH -> y.clamp(-1, 1).atanh();
      case SOFTPLUS -> {
        // far out the difference is below the last digit, and an infinite slope times its slope no
        // number
        Tensor positive = y.maximum(0);
        double far = y.dtype() == DType.FLOAT64 ? 36 : 16;
        Tensor near = positive.maskedFill(positive.greater(far), 1);
        Tensor shift = near.negate().expm1().negate().log();
        yield positive.add(shift.maskedFill(positive.greater(far), 0));
      }
    };
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return switch (this) {
      case EXP -> x;
      case SIGMOID -> x.abs().add(x.abs().negate().softplus().multiply(2)).negate();
      // ln(1 - tanh² x) without the difference that is 0 for large x
      case TANH -> x.add(x.multiply(-2).softplus()).affine(-2, 2 * Math.log(2));
      case SOFTPLUS -> x.logSigmoid();
    };
  }

  @Override
  public Tensor direction() {
    return Tensor.scalar(1);
  }
}
