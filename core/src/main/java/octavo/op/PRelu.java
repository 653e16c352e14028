package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.activation.ChannelLayout;
import octavo.storage.DType;
import octavo.storage.View;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// `y = x` above 0, else `weight·x`, for `x [batch, channels, …]` (He et al., "Delving Deep into
/// Rectifiers", 2015). The weight is `[]`, one slope for all, or `[channels, 1, …]`, aligned with
/// the axes of `x`. `dx = dy` above 0, else `weight·dy`; `dweight = Σ min(x, 0)·dy`.
public record PRelu() implements BinaryOp {
  @Override
  public String name() {
    return "prelu";
  }

  @Override
  public Shape outputShape(Shape x, Shape weight) {
    return x;
  }

  @Override
  public boolean writesAll() {
    return true;
  }

  @Override
  public void forward(Tensor x, Tensor weight, Tensor y) {
    Kernels.ACTIVATION.prelu(
        layout(x.shape(), weight.shape()), view(x, y.dtype()), view(weight, y.dtype()), y.view());
  }

  private static ChannelLayout layout(Shape x, Shape weight) {
    if (weight.elements() == 1) {
      return new ChannelLayout(1, 1, x.elements());
    }
    int inner = 1;
    for (int axis = 2; axis < x.rank(); axis++) {
      inner *= x.size(axis);
    }
    return new ChannelLayout(x.size(0), x.size(1), inner);
  }

  private static View view(Tensor x, DType dtype) {
    return x.to(dtype).contiguous().view();
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    if (at.recording()) {
      return new @Nullable Tensor[] {
        at.needs(0) ? leftGradient(at) : null, at.needs(1) ? rightGradient(at) : null
      };
    }
    DType dtype = at.dy().dtype();
    Tensor dx = Tensor.toFill(dtype, at.shape(0));
    Tensor dweight = Tensor.allocate(dtype, at.shape(1));
    Kernels.ACTIVATION.preluBackward(
        layout(at.shape(0), at.shape(1)),
        view(at.x(0), dtype),
        view(at.x(1), dtype),
        view(at.dy(), dtype),
        dx.view(),
        dweight.view());
    return new @Nullable Tensor[] {at.needs(0) ? dx : null, at.needs(1) ? dweight : null};
  }

  @Override
  public Tensor leftGradient(Backward at) {
    Tensor positive = at.x(0).greater(0);
    Tensor one = Tensors.full(at.x(1).dtype(), Shape.SCALAR, 1);
    return at.dy().multiply(Tensors.where(positive, one, at.x(1)));
  }

  @Override
  public Tensor rightGradient(Backward at) {
    return at.dy().multiply(at.x(0).clamp(Double.NEGATIVE_INFINITY, 0));
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}
