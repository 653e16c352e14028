package octavo.distribution;

import java.util.function.UnaryOperator;
import octavo.kernel.special.SpecialFunction;
import octavo.op.Special;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Distribution functions of counts, which are constant between integers.
final class Counts {
  private Counts() {}

  /// The logits of probabilities.
  ///
  /// @throws IllegalArgumentException if one does not lie in `domain`
  static Tensor logits(String distribution, Tensor probs, Support domain) {
    Tensor p = domain.require(distribution, "probs", Tensors.real(distribution, probs));
    return Bernoulli.ofProbs(p).logits();
  }

  /// `function(x)` above 0, else 0 with gradient 0; what is below is computed from ½.
  static Tensor within(Tensor x, UnaryOperator<Tensor> function) {
    Tensor mask = x.greater(0);
    Tensor half = Tensors.full(x.dtype(), Shape.SCALAR, 0.5);
    Tensor value = function.apply(Tensors.where(mask, x, half));
    return Tensors.where(mask, value, Tensors.zeros(value.dtype()));
  }

  /// The integer below `k`, with 0 in place of negative and infinite ones.
  static Tensor floor(Tensor k) {
    Tensor x = k.stopGradient();
    Tensor finite = x.less(Double.POSITIVE_INFINITY).logicalAnd(x.greater(0));
    return Tensors.where(finite, x, x.zerosLike()).floor();
  }

  /// The regularized incomplete beta function `I(a, b)` of `σ(logit)` in float64: probabilities next to 1 keep their distance from it.
  static Tensor betainc(Tensor a, Tensor b, Tensor logit) {
    return Special.of(
        SpecialFunction.BETAINC_OF_LOGIT,
        a.to(DType.FLOAT64),
        b.to(DType.FLOAT64),
        logit.to(DType.FLOAT64));
  }

  /// `inside`, but 0 below 0 and 1 where `certain` is 1.
  static Tensor stepwise(Tensor k, Tensor inside, Tensor certain) {
    DType type = inside.dtype();
    Tensor below = Tensors.where(k.less(0), Tensors.full(type, Shape.SCALAR, 0), inside);
    return Tensors.where(certain.greater(0), Tensors.full(type, Shape.SCALAR, 1), below);
  }
}
