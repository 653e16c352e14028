package octavo.tensor;

import octavo.autograd.Engine;
import octavo.op.LayerNorm;
import org.jspecify.annotations.Nullable;

/// From shapes and options to the sizes that kernels take.
final class Networks {
  private Networks() {}

  static Tensor layerNorm(
      Tensor x, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    if (x.rank() == 0 || !(epsilon >= 0)) {
      throw new IllegalArgumentException(
          "layerNorm: the input must have an axis and epsilon must not be negative, but the input is %s and epsilon %s."
              .formatted(x.shape(), epsilon));
    }
    int n = x.size(-1);
    requireFeatures("weight", weight, n, x);
    requireFeatures("bias", bias, n, x);
    Tensor rows = Tensors.real("layerNorm", x).reshape(Shape.of(Reshaping.leading(x.shape()), n));
    Tensor y =
        weight == null || bias == null
            ? Engine.applyAll(new LayerNorm(epsilon), rows)[0]
            : Engine.applyAll(new LayerNorm(epsilon), rows, weight, bias)[0];
    return y.reshape(x.shape());
  }

  private static void requireFeatures(String what, @Nullable Tensor given, int n, Tensor x) {
    if (given != null) {
      Tensors.computable("layerNorm", given);
    }
    if (given != null && (given.rank() != 1 || given.size(0) != n)) {
      throw new IllegalArgumentException(
          "layerNorm: the %s must have the size of the last axis, but is %s for input %s."
              .formatted(what, given.shape(), x.shape()));
    }
  }
}
