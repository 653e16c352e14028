package octavo.op;

import java.util.Arrays;
import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.attention.AttentionGeometry;
import octavo.kernel.attention.AttentionKernels.Operands;
import octavo.storage.View;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// [ScaledDotProductAttention] of the three parts of one tensor. Inputs: `x [batch, steps, (heads +
/// 2·keyHeads)·features]`, the queries head by head, then the keys, then the values, and a mask, if any.
/// The result is `[batch, steps, heads·features]`. Extra output: the logarithm of each step's sum.
///
/// @param heads of the queries
/// @param keyHeads of keys and values
/// @param attention of the parts
public record SelfAttention(int heads, int keyHeads, ScaledDotProductAttention attention)
    implements Operation {
  /// `count` heads of `x`, from head `first` on, as `[batch, count, steps, features]`.
  private View part(View x, int first, int count) {
    int features = x.size(2) / (heads + 2 * keyHeads);
    return new View(
        x.storage(),
        x.offset() + first * features,
        new int[] {x.size(0), count, x.size(1), features},
        new int[] {x.stride(0), features, x.stride(1), 1});
  }

  private Operands parts(View x, @Nullable View mask) {
    return new Operands(
        part(x, 0, heads), part(x, heads, keyHeads), part(x, heads + keyHeads, keyHeads), mask);
  }

  /// `[batch, steps, heads·features]` head by head.
  private View byHead(Tensor y) {
    View v = y.view();
    int features = v.size(2) / heads;
    return new View(
        v.storage(),
        v.offset(),
        new int[] {v.size(0), heads, v.size(1), features},
        new int[] {v.stride(0), features, v.stride(1), 1});
  }

  private static Tensor rows(Tensor input) {
    Tensor x = input.stopGradient();
    return x.view().stride(2) == 1 ? x : x.contiguous();
  }

  private AttentionGeometry geometry(Operands x) {
    return attention.geometry(x.q(), x.k(), x.v());
  }

  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Tensor x = rows(inputs[0]);
    AttentionGeometry g = geometry(parts(x.view(), null));
    View mask = inputs.length > 1 ? ScaledDotProductAttention.spread(inputs[1], g) : null;
    Tensor y = Tensor.toFill(x.dtype(), Shape.of(g.batch(), g.steps(), heads * g.features()));
    Tensor logSums = Tensor.toFill(x.dtype(), Shape.of(g.batch(), heads, g.steps()));
    Kernels.ATTENTION.forward(g, parts(x.view(), mask), byHead(y), logSums.view());
    return new Tensor[] {y, logSums};
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    Tensor mask = at.inputs() > 1 ? at.x(1) : null;
    if (at.recording()) {
      return Arrays.copyOf(rule(at.x(0), mask, at.dy()), at.inputs());
    }
    Tensor x = rows(at.x(0));
    AttentionGeometry g = geometry(parts(x.view(), null));
    View spread = mask == null ? null : ScaledDotProductAttention.spread(mask, g);
    Tensor dx = Tensor.toFill(x.dtype(), x.shape());
    Operands gradients = parts(dx.view(), null);
    Tensor ds =
        at.inputs() > 1 && at.needs(1) ? ScaledDotProductAttention.scores(x.dtype(), g) : null;
    Kernels.ATTENTION.backward(
        g,
        parts(x.view(), spread),
        byHead(at.y()),
        at.extra(0).view(),
        byHead(rows(at.dy())),
        gradients.q(),
        gradients.k(),
        gradients.v(),
        ds == null ? null : ds.view());
    return Arrays.copyOf(new @Nullable Tensor[] {dx, ds}, at.inputs());
  }

  private @Nullable Tensor[] rule(Tensor x, @Nullable Tensor mask, Tensor dy) {
    Tensor change =
        dy.reshape(dy.size(0), dy.size(1), heads, dy.size(2) / heads).permute(0, 2, 1, 3);
    @Nullable Tensor[] found =
        attention.rule(
            heads(x, 0, heads),
            heads(x, heads, keyHeads),
            heads(x, heads + keyHeads, keyHeads),
            mask,
            change);
    Tensor[] parts = new Tensor[3];
    for (int i = 0; i < 3; i++) {
      Tensor dx = found[i];
      if (dx != null) {
        parts[i] = dx.permute(0, 2, 1, 3).flatten(2);
      }
    }
    return new @Nullable Tensor[] {Tensors.concat(2, parts), found[3]};
  }

  private Tensor heads(Tensor x, int first, int count) {
    int features = x.size(2) / (heads + 2 * keyHeads);
    return x.narrow(2, first * features, count * features)
        .reshape(x.size(0), x.size(1), count, features)
        .permute(0, 2, 1, 3);
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS_AND_OUTPUTS;
  }
}
