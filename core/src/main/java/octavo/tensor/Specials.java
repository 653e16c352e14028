package octavo.tensor;

import octavo.kernel.special.SpecialFunction;
import octavo.op.Special;

/// Special functions that are compositions.
final class Specials {
  private Specials() {}

  static Tensor xlogy(Tensor x, Tensor y) {
    Tensor a = Tensors.real("xlogy", x);
    Tensor b = Tensors.real("xlogy", y);
    Tensor nothing = a.equalTo(0).logicalAnd(b.lessEqual(0));
    return Tensors.where(nothing, Tensors.number(b, 1), b).log().multiply(a);
  }

  static Tensor xlog1py(Tensor x, Tensor y) {
    Tensor a = Tensors.real("xlog1py", x);
    Tensor b = Tensors.real("xlog1py", y);
    Tensor nothing = a.equalTo(0).logicalAnd(b.lessEqual(-1));
    return Tensors.where(nothing, Tensors.number(b, 0), b).log1p().multiply(a);
  }

  static Tensor multigammaln(Tensor x, int p) {
    if (p < 1) {
      throw new IllegalArgumentException("multigammaln: p must be positive, but is " + p + ".");
    }
    Tensor sum = Tensors.real("multigammaln", x).lgamma();
    for (int j = 1; j < p; j++) {
      sum = sum.add(x.subtract(0.5 * j).lgamma());
    }
    return sum.add(0.25 * p * (p - 1) * Math.log(Math.PI));
  }

  static Tensor polygamma(Tensor x, int order) {
    if (order < 0 || order > 100) {
      throw new IllegalArgumentException(
          "polygamma: order must be from 0 to 100, but is " + order + ".");
    }
    Tensor argument = Tensors.real("polygamma", x);
    return Special.of(SpecialFunction.POLYGAMMA, Tensors.number(argument, order), argument);
  }
}
