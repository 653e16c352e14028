package octavo.op;

import octavo.autograd.Backward;
import octavo.autograd.Engine;
import octavo.kernel.Kernels;
import octavo.kernel.elementwise.BinaryFunction;
import octavo.kernel.special.SpecialFunction;
import octavo.storage.DType;
import octavo.storage.View;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// A special function of one to three numbers, applied element by element after broadcasting.
///
/// @param function the function
public record Special(SpecialFunction function) implements Operation {
  @Override
  public String name() {
    return function.label();
  }

  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Shape shape = inputs[0].shape();
    DType dtype = inputs[0].dtype();
    for (Tensor x : inputs) {
      shape = Shape.broadcast(name(), shape, x.shape());
      dtype = DType.promote(dtype, x.dtype());
    }
    Tensor y = Tensor.toFill(dtype, shape);
    View[] views = new View[3];
    for (int i = 0; i < 3; i++) {
      views[i] = i < inputs.length ? Repeated.view(inputs[i], shape) : views[0];
    }
    Kernels.SPECIAL.apply(function, views[0], views[1], views[2], y.view());
    return new Tensor[] {y};
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    @Nullable Tensor[] gradients = new Tensor[at.inputs()];
    for (int i = 0; i < gradients.length; i++) {
      Tensor slope = at.needs(i) ? slope(at, i) : null;
      gradients[i] = slope == null ? null : at.dy().multiply(slope);
    }
    return gradients;
  }

  /// The derivative with respect to argument `i`.
  private @Nullable Tensor slope(Backward at, int i) {
    return switch (function) {
      case ERFINV -> at.y().square().exp().multiply(Math.sqrt(Math.PI) / 2);
      case NDTRI -> at.y().square().multiply(0.5).exp().multiply(Math.sqrt(2 * Math.PI));
      case LOG_NDTR -> of(SpecialFunction.LOG_NDTR_SLOPE, at.x());
      case LOG_NDTR_SLOPE -> at.y().multiply(at.x().add(at.y())).negate();
      case POLYGAMMA -> i == 0 ? null : of(function, at.x(0).add(1), at.x(1));
      case LBETA, DIGAMMA_STEP -> betaSlope(at.x(i), at.x(1 - i), i);
      case GAMMAINC -> quantile(at, i);
      case GAMMAINCC -> quantile(at, i).negate();
      case GAMMA_DENSITY -> at.y().multiply(logDensitySlope(at.x(0), at.x(1), i));
      case GAMMA_SLOPE ->
          i == 0 ? of(SpecialFunction.GAMMA_CURVATURE, at.x(0), at.x(1)) : moved(at);
      case LOG_GAMMA_SLOPE ->
          i == 0 ? of(SpecialFunction.LOG_GAMMA_CURVATURE, at.x(0), at.x(1)) : movedLogarithm(at);
      case GAMMA_CURVATURE, LOG_GAMMA_CURVATURE -> throw noFurtherDerivative();
      case BETAINC, BETA_DENSITY, BETA_SLOPE, BETA_OTHER_SLOPE -> beta(at, i);
      case BETAINC_OF_LOGIT, BETA_LOGIT_SLOPE -> betaOfLogit(at, i);
      case GAMMA_LOG_DENSITY -> gammaSlope(at.x(0), at.x(1), at.x(2), i);
      case BETA_LOG_DENSITY -> logBetaSlope(at.x(0), at.x(1), at.x(2), i);
      case COUNTS_LOG_MASS -> countsSlope(at.x(0), at.x(1), at.x(2), i);
    };
  }

  private IllegalArgumentException noFurtherDerivative() {
    return new IllegalArgumentException(
        function.label()
            + ": derivatives with respect to the concentration end before this order, but a further"
            + " one is asked for.");
  }

  /// Of `ln B(a, b)` with respect to `a`, or of `ψ(a + b) - ψ(a)` with respect to argument `i`, which
  /// is called `a` here.
  private Tensor betaSlope(Tensor a, Tensor b, int i) {
    if (function == SpecialFunction.LBETA) {
      return of(SpecialFunction.DIGAMMA_STEP, a, b).negate();
    }
    Tensor sum = a.add(b).polygamma(1);
    return i == 0 ? sum.subtract(a.polygamma(1)) : sum;
  }

  /// Of `P(a, x)`: the density, and minus the density times how a gamma number moves with `a`.
  private static Tensor quantile(Backward at, int i) {
    Tensor density = of(SpecialFunction.GAMMA_DENSITY, at.x(0), at.x(1));
    return i == 1
        ? density
        : masked(of(SpecialFunction.GAMMA_SLOPE, at.x(0), at.x(1)), density).negate();
  }

  /// The product, and 0 where the density is: far out the slope may be infinite.
  private static Tensor masked(Tensor slope, Tensor density) {
    return Arithmetic.of(BinaryFunction.MASK, slope, density);
  }

  /// Of `(a - 1) ln x - x - ln Γ(a)`.
  private static Tensor logDensitySlope(Tensor a, Tensor x, int i) {
    return i == 0 ? x.log().subtract(a.digamma()) : a.subtract(1).divide(x).subtract(1);
  }

  /// Of `dx/da` with respect to `x`.
  private static Tensor moved(Backward at) {
    Tensor a = at.x(0);
    Tensor x = at.x(1);
    return logDensitySlope(a, x, 0).add(at.y().multiply(logDensitySlope(a, x, 1))).negate();
  }

  /// Of `dl/da` with respect to `l = ln x`.
  private static Tensor movedLogarithm(Backward at) {
    Tensor a = at.x(0);
    Tensor l = at.x(1);
    Tensor drift = at.y().multiply(a.subtract(l.exp()));
    return l.subtract(a.digamma()).add(drift).negate();
  }

  private Tensor beta(Backward at, int i) {
    Tensor a = at.x(0);
    Tensor b = at.x(1);
    Tensor x = at.x(2);
    if (function == SpecialFunction.BETAINC) {
      Tensor density = of(SpecialFunction.BETA_DENSITY, a, b, x);
      return switch (i) {
        case 0 -> masked(of(SpecialFunction.BETA_SLOPE, a, b, x), density).negate();
        case 1 -> masked(of(SpecialFunction.BETA_OTHER_SLOPE, a, b, x), density).negate();
        default -> density;
      };
    }
    if (function == SpecialFunction.BETA_DENSITY) {
      return at.y().multiply(logBetaSlope(a, b, x, i));
    }
    if (i < 2) {
      throw noFurtherDerivative();
    }
    int moving = function == SpecialFunction.BETA_SLOPE ? 0 : 1;
    return logBetaSlope(a, b, x, moving).add(at.y().multiply(logBetaSlope(a, b, x, 2))).negate();
  }

  /// With the density of the logit, `σ(l)ᵃσ(-l)ᵇ/B(a, b)`.
  private Tensor betaOfLogit(Backward at, int i) {
    Tensor a = at.x(0);
    Tensor b = at.x(1);
    Tensor l = at.x(2);
    if (function == SpecialFunction.BETAINC_OF_LOGIT) {
      Tensor mass = of(SpecialFunction.COUNTS_LOG_MASS, a, b, l).exp();
      Tensor density = mass.multiply(a.divide(a.add(b))).multiply(b);
      return switch (i) {
        case 0 -> masked(of(SpecialFunction.BETA_LOGIT_SLOPE, a, b, l), density).negate();
        case 1 -> masked(of(SpecialFunction.BETA_LOGIT_SLOPE, b, a, l.negate()), density);
        default -> density;
      };
    }
    if (i < 2) {
      throw noFurtherDerivative();
    }
    Tensor shift = l.logSigmoid().add(of(SpecialFunction.DIGAMMA_STEP, a, b));
    return shift.add(at.y().multiply(countsSlope(a, b, l, 2))).negate();
  }

  /// Of `(a - 1) ln x + (b - 1) ln(1 - x) - ln B(a, b)`.
  private static Tensor logBetaSlope(Tensor a, Tensor b, Tensor x, int i) {
    return switch (i) {
      case 0 -> x.log().add(of(SpecialFunction.DIGAMMA_STEP, a, b));
      case 1 -> x.negate().log1p().add(of(SpecialFunction.DIGAMMA_STEP, b, a));
      default -> quotient(a.subtract(1), x).subtract(quotient(b.subtract(1), x.affine(-1, 1)));
    };
  }

  /// Of `a ln r + (a - 1) ln x - rx - ln Γ(a)`.
  private static Tensor gammaSlope(Tensor a, Tensor r, Tensor x, int i) {
    return switch (i) {
      case 0 -> r.log().add(x.log()).subtract(a.digamma());
      case 1 -> a.divide(r).subtract(x);
      default -> quotient(a.subtract(1), x).subtract(r);
    };
  }

  /// Of `k ln σ(l) + m ln σ(-l) + ln Γ(k + m + 1) - ln Γ(k + 1) - ln Γ(m + 1)`.
  private static Tensor countsSlope(Tensor k, Tensor m, Tensor l, int i) {
    return switch (i) {
      case 0 -> l.logSigmoid().add(of(SpecialFunction.DIGAMMA_STEP, k.add(1), m));
      case 1 -> l.negate().logSigmoid().add(of(SpecialFunction.DIGAMMA_STEP, m.add(1), k));
      default -> k.multiply(l.negate().sigmoid()).subtract(m.multiply(l.sigmoid()));
    };
  }

  /// `x/y`, where `0/0` is 0: the slope of `0·ln y`.
  private static Tensor quotient(Tensor x, Tensor y) {
    Tensor nothing = x.equalTo(0).logicalAnd(y.equalTo(0));
    return x.divide(Tensors.where(nothing, Tensors.full(y.dtype(), Shape.SCALAR, 1), y));
  }

  @Override
  public Saves saves() {
    return switch (function) {
      case ERFINV, NDTRI -> Saves.OUTPUTS;
      case LOG_NDTR,
          POLYGAMMA,
          LBETA,
          DIGAMMA_STEP,
          GAMMAINC,
          GAMMAINCC,
          BETAINC,
          BETAINC_OF_LOGIT,
          GAMMA_LOG_DENSITY,
          BETA_LOG_DENSITY,
          COUNTS_LOG_MASS ->
          Saves.INPUTS;
      default -> Saves.INPUTS_AND_OUTPUTS;
    };
  }

  /// The function of its arguments, which broadcast; integers and truth values are converted to
  /// float32 first.
  public static Tensor of(SpecialFunction function, Tensor... arguments) {
    Tensor[] inputs = new Tensor[arguments.length];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = Tensors.real(function.label(), arguments[i]);
    }
    return Engine.apply(new Special(function), inputs);
  }
}
