package octavo.op;

import octavo.autograd.Backward;
import octavo.autograd.Engine;
import octavo.kernel.Kernels;
import octavo.kernel.elementwise.BinaryFunction;
import octavo.kernel.random.Variate;
import octavo.kernel.special.SpecialFunction;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Random numbers whose distribution has one or two parameters, of shape `[sample…, parameters…]`.
///
/// Gamma numbers, their logarithms and beta numbers are differentiable with respect to the concentrations:
/// a number stays at its quantile while they change (M. Figurnov, S. Mohamed and A. Mnih, "Implicit
/// reparameterization gradients", 2018), `dx/da = -(∂F/∂a)/p`. A number at an end of the range of its type,
/// which stands for all beyond, does not move. Counts are constants.
///
/// @param variate the distribution
/// @param key the random stream
/// @param counter where in the stream the numbers begin
/// @param sample the leading axes
public record Draw(Variate variate, long key, long counter, Shape sample) implements Operation {
  @Override
  public String name() {
    return variate.label();
  }

  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Tensor a = inputs[0];
    Tensor b = inputs[inputs.length - 1];
    Shape batch = Shape.broadcast(name(), a.shape(), b.shape());
    DType dtype = DType.promote(a.dtype(), b.dtype());
    Tensor y = Tensor.toFill(dtype, Repeated.concatenated(sample, batch));
    Kernels.VARIATES.draw(
        variate, key, counter, Repeated.view(a, batch), Repeated.view(b, batch), y.view());
    return new Tensor[] {y};
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    @Nullable Tensor[] gradients = new Tensor[at.inputs()];
    for (int i = 0; i < gradients.length; i++) {
      Tensor slope = at.needs(i) ? slope(at, i) : null;
      // where a number does not move, the gradient of what is made of it may be infinite
      gradients[i] = slope == null ? null : Arithmetic.of(BinaryFunction.MASK, at.dy(), slope);
    }
    return gradients;
  }

  private @Nullable Tensor slope(Backward at, int i) {
    Tensor y = at.y();
    return switch (variate) {
      case GAMMA -> unlessAtEnd(variate, y, Special.of(SpecialFunction.GAMMA_SLOPE, at.x(), y));
      case LOG_GAMMA -> Special.of(SpecialFunction.LOG_GAMMA_SLOPE, at.x(), y);
      case BETA ->
          unlessAtEnd(
              variate,
              y,
              Special.of(
                  i == 0 ? SpecialFunction.BETA_SLOPE : SpecialFunction.BETA_OTHER_SLOPE,
                  at.x(0),
                  at.x(1),
                  y));
      case POISSON, BINOMIAL, GEOMETRIC, NEGATIVE_BINOMIAL -> null;
    };
  }

  /// The slope of a number, 0 where that is the least or the largest of its type.
  static Tensor unlessAtEnd(Variate variate, Tensor y, Tensor slope) {
    Tensor end =
        y.lessEqual(variate.least(y.dtype())).logicalOr(y.greaterEqual(variate.most(y.dtype())));
    return slope.maskedFill(end, 0);
  }

  @Override
  public Saves saves() {
    return switch (variate) {
      case GAMMA, LOG_GAMMA, BETA -> Saves.INPUTS_AND_OUTPUTS;
      case POISSON, BINOMIAL, GEOMETRIC, NEGATIVE_BINOMIAL -> Saves.NOTHING;
    };
  }

  /// The numbers for these parameters.
  public Tensor of(Tensor... parameters) {
    return Engine.apply(this, parameters);
  }
}
