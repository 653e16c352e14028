package octavo.op;

import java.util.Arrays;
import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.attention.AttentionGeometry;
import octavo.kernel.attention.AttentionGeometry.Dropped;
import octavo.kernel.attention.AttentionKernels.Operands;
import octavo.storage.DType;
import octavo.storage.View;
import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// `y = softmax(scale·q·kᵀ + mask)·v` over the keys (Vaswani et al., 2017), without the matrix of scores.
/// Inputs: `q [batch, heads, steps, features]`, `k [batch, keyHeads, keys, features]`, `v [batch, keyHeads,
/// keys, n]` of one type and, if any, what broadcasts to `[batch, heads, steps, keys]`: truth values or
/// numbers that are added. Extra output: the logarithm of each step's sum.
///
/// @param scale the factor of the products
/// @param ahead step `i` sees the keys up to `i + ahead`
/// @param dropout what is dropped of the weights
public record ScaledDotProductAttention(double scale, int ahead, Dropped dropout)
    implements Operation {
  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Tensor q = rows(inputs[0]);
    Tensor k = rows(inputs[1]);
    Tensor v = rows(inputs[2]);
    AttentionGeometry g = geometry(q.view(), k.view(), v.view());
    // steps before heads: that the heads of a step be joined costs no copy
    Tensor y = stepsFirst(q.dtype(), g.batch(), g.heads(), g.steps(), g.values());
    Tensor logSums = Tensor.toFill(q.dtype(), Shape.of(g.batch(), g.heads(), g.steps()));
    View mask = inputs.length > 3 ? spread(inputs[3], g) : null;
    Operands x = new Operands(q.view(), k.view(), v.view(), mask);
    Kernels.ATTENTION.forward(g, x, y.view(), logSums.view());
    return new Tensor[] {y, logSums};
  }

  /// Neighbors along the last axis.
  static Tensor rows(Tensor input) {
    Tensor x = input.stopGradient();
    return x.size(3) < 2 || x.view().stride(3) == 1 ? x : x.contiguous();
  }

  AttentionGeometry geometry(View q, View k, View v) {
    return new AttentionGeometry(
        q.size(0), q.size(1), k.size(1), q.size(2), k.size(2), q.size(3), v.size(3), scale, ahead,
        dropout);
  }

  private static Tensor stepsFirst(DType dtype, int batch, int heads, int steps, int n) {
    return Tensor.toFill(dtype, Shape.of(batch, steps, heads, n)).permute(0, 2, 1, 3);
  }

  /// The mask with a place for each pair, which it does not have in memory.
  static View spread(Tensor mask, AttentionGeometry g) {
    return mask.stopGradient().expandTo(Shape.of(g.batch(), g.heads(), g.steps(), g.keys())).view();
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    Tensor mask = at.inputs() > 3 ? at.x(3) : null;
    if (at.recording()) {
      @Nullable Tensor[] all = rule(at.x(0), at.x(1), at.x(2), mask, at.dy());
      return Arrays.copyOf(all, at.inputs());
    }
    Tensor q = rows(at.x(0));
    Tensor k = rows(at.x(1));
    Tensor v = rows(at.x(2));
    AttentionGeometry g = geometry(q.view(), k.view(), v.view());
    View spread = mask == null ? null : spread(mask, g);
    Tensor dq = stepsFirst(q.dtype(), g.batch(), g.heads(), g.steps(), g.features());
    Tensor dk = stepsFirst(q.dtype(), g.batch(), g.keyHeads(), g.keys(), g.features());
    Tensor dv = stepsFirst(q.dtype(), g.batch(), g.keyHeads(), g.keys(), g.values());
    Tensor ds = at.inputs() > 3 && at.needs(3) ? scores(q.dtype(), g) : null;
    Kernels.ATTENTION.backward(
        g,
        new Operands(q.view(), k.view(), v.view(), spread),
        at.y().view(),
        at.extra(0).view(),
        rows(at.dy()).view(),
        dq.view(),
        dk.view(),
        dv.view(),
        ds == null ? null : ds.view());
    return Arrays.copyOf(new @Nullable Tensor[] {dq, dk, dv, ds}, at.inputs());
  }

  static Tensor scores(DType dtype, AttentionGeometry g) {
    return Tensor.allocate(dtype, Shape.of(g.batch(), g.heads(), g.steps(), g.keys()));
  }

  /// The gradients of all inputs in tensor methods, which have derivatives of their own. Heads that share
  /// keys are an axis.
  @Nullable Tensor[] rule(Tensor q, Tensor k, Tensor v, @Nullable Tensor mask, Tensor dy) {
    AttentionGeometry g = geometry(q.view(), k.view(), v.view());
    if (q.elements() == 0 || g.keys() == 0) {
      Tensor ds = mask == null || mask.dtype() == DType.BOOL ? null : mask.zerosLike();
      return new @Nullable Tensor[] {q.zerosLike(), k.zerosLike(), v.zerosLike(), ds};
    }
    Tensor queries = q.reshape(g.batch(), g.keyHeads(), g.group(), g.steps(), g.features());
    Tensor keys = k.unsqueeze(2);
    Tensor values = v.unsqueeze(2);
    Tensor change = dy.reshape(g.batch(), g.keyHeads(), g.group(), g.steps(), g.values());
    Tensor p = weights(queries.matmul(keys.transpose()).multiply(scale), mask, g);
    Tensor dValues = dropped(p, g).transpose().matmul(change);
    Tensor dp = dropped(change.matmul(values.transpose()), g);
    Tensor ds = p.multiply(dp.subtract(dp.multiply(p).sum(Axes.keep(4))));
    Tensor dQueries = ds.matmul(keys).multiply(scale);
    Tensor dKeys = ds.transpose().matmul(queries).multiply(scale);
    return new @Nullable Tensor[] {
      dQueries.reshape(q.shape()),
      dKeys.sum(2),
      dValues.sum(2),
      ds.reshape(g.batch(), g.heads(), g.steps(), g.keys())
    };
  }

  /// The softmax of the scores of what is seen; 0 where nothing is.
  private Tensor weights(Tensor scores, @Nullable Tensor mask, AttentionGeometry g) {
    Tensor all = scores;
    Tensor never = Tensors.full(scores.dtype(), Shape.SCALAR, Double.NEGATIVE_INFINITY);
    if (mask != null) {
      Tensor spread = mask.expandTo(Shape.of(g.batch(), g.heads(), g.steps(), g.keys()));
      Tensor grouped = spread.reshape(scores.shape());
      all = mask.dtype() == DType.BOOL ? Tensors.where(grouped, all, never) : all.add(grouped);
    }
    Tensor steps = Tensors.arange(g.steps()).unsqueeze(1).add(g.ahead());
    all = Tensors.where(Tensors.arange(g.keys()).lessEqual(steps), all, never);
    Tensor unseen = all.stopGradient().max(Axes.keep(4)).equalTo(Double.NEGATIVE_INFINITY);
    Tensor none = all.stopGradient().zerosLike();
    return Tensors.where(unseen, none, Tensors.where(unseen, none, all).softmax(4));
  }

  /// Dropout of scores `[…, steps, keys]`, with the random numbers of the kernel.
  private Tensor dropped(Tensor x, AttentionGeometry g) {
    if (dropout.p() == 0) {
      return x;
    }
    Tensor turned = x.transpose().pad(4, 0, g.row() - g.steps());
    return new Dropout(dropout.key(), dropout.counter(), dropout.p())
        .apply(turned)
        .narrow(4, 0, g.steps())
        .transpose();
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS_AND_OUTPUTS;
  }
}
