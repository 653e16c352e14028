package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.row.Rows;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// The cross-entropy of softmax along axis 1 with class indices, one loss per row, in one pass:
/// `loss = -(1-s)·ln pₜ - (s/C)·Σⱼ ln pⱼ`, `p = softmax x`. Backward: `dx = dloss·(p -
/// (1-s)·onehot(t) - s/C)`. Inputs: `x [batch, classes, …]` and int64 targets `[batch, …]`. Extra
/// output: the probabilities.
///
/// @param smoothing the label smoothing `s` (Szegedy et al., 2016), 0 for none
/// @param ignored rows with this target have loss and gradient 0
public record SoftmaxCrossEntropy(double smoothing, long ignored) implements Operation {
  /// Checks the smoothing.
  public SoftmaxCrossEntropy {
    if (!(smoothing >= 0 && smoothing <= 1)) {
      throw new IllegalArgumentException(
          "crossEntropy: smoothing must be in [0, 1], but is " + smoothing + ".");
    }
  }

  @Override
  public String name() {
    return "crossEntropy";
  }

  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Tensor x = inputs[0].stopGradient();
    Tensor targets = inputs[1];
    if (x.rank() < 2 || !targets.shape().equals(x.shape().without(1))) {
      throw new IllegalArgumentException(
          "crossEntropy: logits [batch, classes, …] need targets [batch, …], but logits are %s and targets %s."
              .formatted(x.shape(), targets.shape()));
    }
    if (targets.dtype() != DType.INT64) {
      throw new IllegalArgumentException(
          "crossEntropy: targets must be class indices of type int64, but are "
              + targets.dtype()
              + ". Convert first: targets.to(DType.INT64).");
    }
    Tensor known = targets.contiguous();
    checkTargets(known, x.size(1));
    Tensor loss = Tensor.allocate(x.dtype(), targets.shape());
    Tensor probabilities = Tensor.allocate(x.dtype(), x.shape());
    Kernels.ROW.crossEntropy(
        Axis.rows(x, 1),
        known.view(),
        ignored,
        smoothing,
        loss.view(),
        Axis.rows(probabilities, 1));
    return new Tensor[] {loss, probabilities};
  }

  private void checkTargets(Tensor targets, int classes) {
    long[] values = targets.view().longs();
    int offset = targets.view().offset();
    for (int i = 0; i < targets.elements(); i++) {
      long target = values[offset + i];
      if (target != ignored && (target < 0 || target >= classes)) {
        throw new IndexOutOfBoundsException(
            "crossEntropy: %s, but element %d is %d."
                .formatted(
                    classes == 0
                        ? "logits without classes have no targets"
                        : "targets must be in [0, " + (classes - 1) + "]",
                    i,
                    target));
      }
    }
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    Tensor targets = at.x(1).contiguous();
    Tensor dloss = at.dy().contiguous();
    if (at.recording()) {
      return new @Nullable Tensor[] {rule(at.x(0), targets, at.dy()), null};
    }
    Tensor p = at.extra(0);
    Tensor dx = Tensor.allocate(p.dtype(), p.shape());
    Rows rows = Rows.along(dx.view(), 1);
    Kernels.ROW.crossEntropyBackward(
        Rows.along(p.view(), 1), targets.view(), ignored, smoothing, dloss.view(), rows);
    return new @Nullable Tensor[] {dx, null};
  }

  private Tensor rule(Tensor x, Tensor targets, Tensor dloss) {
    int classes = x.size(1);
    Tensor skip = targets.equalTo((double) ignored);
    Tensor known = Tensors.where(skip, targets.zerosLike(), targets);
    int last = known.rank();
    int[] order = new int[last + 1];
    order[0] = 0;
    order[1] = last; // classes from the last axis to the second
    for (int a = 1; a < last; a++) {
      order[a + 1] = a;
    }
    Tensor oneHot = Tensors.oneHot(known, classes).to(x.dtype()).permute(order);
    Tensor wanted = oneHot.affine(1 - smoothing, smoothing / classes);
    Tensor keep = skip.logicalNot().to(x.dtype());
    return x.softmax(1).subtract(wanted).multiply(dloss.multiply(keep).unsqueeze(1));
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS_AND_OUTPUTS;
  }
}
