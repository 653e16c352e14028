package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.gemm.Addition;
import octavo.kernel.gemm.Matrix;
import octavo.storage.DType;
import octavo.storage.View;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// `y = x·wᵀ + b` over the last axis: `x [rows, in]`, `w [out, in]`, `b [out]`, `y [rows, out]`.
/// `dx = dy·w`, `dw = dyᵀ·x`, `db = Σ dy`. The bias is optional.
public record LinearMap() implements Operation {
  @Override
  public String name() {
    return "linear";
  }

  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Tensor x = inputs[0].stopGradient();
    Tensor w = inputs[1].stopGradient();
    Tensor bias = inputs.length > 2 ? inputs[2].stopGradient() : null;
    requireFit(x, w, bias);
    DType dtype = DType.promote(x.dtype(), w.dtype());
    Tensor y = Tensor.allocate(dtype, Shape.of(x.size(0), w.size(0)));
    View shift = bias == null ? null : bias.to(dtype).contiguous().view();
    Kernels.GEMM.multiplyWeights(
        matrix(x.to(dtype)),
        matrix(w.to(dtype)).transpose(),
        matrix(y),
        Addition.of(/* accumulate= */ false, shift));
    return new Tensor[] {y};
  }

  /// Checks what the user gave, whose input may have any number of axes but none.
  ///
  /// @throws IllegalArgumentException if the sizes do not fit, or a type is storage only
  public static void requireFit(Tensor x, Tensor w, @Nullable Tensor bias) {
    Tensors.computable("linear", x);
    Tensors.computable("linear", w);
    if (w.rank() != 2 || x.size(-1) != w.size(1)) {
      throw new IllegalArgumentException(
          "linear: the last axis of the input must have the weight's input size, but the input is %s and the weight [out, in] is %s."
              .formatted(x.shape(), w.shape()));
    }
    if (bias != null && (bias.rank() != 1 || bias.size(0) != w.size(0))) {
      throw new IllegalArgumentException(
          "linear: the bias must have one number per output, but the bias is %s and the weight [out, in] is %s."
              .formatted(bias.shape(), w.shape()));
    }
    if (bias != null) {
      Tensors.computable("linear", bias);
    }
  }

  private static Matrix matrix(Tensor x) {
    var v = x.view();
    return new Matrix(v.storage(), v.offset(), v.size(0), v.size(1), v.stride(0), v.stride(1));
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    Tensor dy = at.dy();
    @Nullable Tensor[] found = new @Nullable Tensor[at.inputs()];
    found[0] = at.needs(0) ? dy.matmul(at.x(1)) : null;
    found[1] = at.needs(1) ? dy.transpose().matmul(at.x(0)) : null;
    if (found.length > 2) {
      found[2] = at.needs(2) ? dy.sum(0) : null;
    }
    return found;
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}
