package octavo.op;

import java.util.Arrays;
import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.elementwise.BinaryFunction;
import octavo.kernel.index.Classes;
import octavo.kernel.row.CrossEntropyKernels.Terms;
import octavo.storage.DType;
import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// The cross-entropy of softmax along axis 1 with class indices `t`, one loss per row, in one pass:
/// `loss = -(1-s)·wₜ·ln pₜ - (s/C)·Σⱼ wⱼ·ln pⱼ`, `p = softmax x`. Backward, with `a =
/// (1-s)·wₜ·onehot(t) + (s/C)·w`: `dx = dloss·(p·Σⱼ aⱼ - a)`. Inputs: `x [batch, classes, …]`, int64
/// targets `[batch, …]` and, unless all are 1, constant weights `[classes]` of the type of `x`.
/// Extra output: the probabilities.
///
/// @param smoothing the label smoothing `s` (Szegedy et al., 2016), 0 for none
/// @param ignored rows with this target have loss and gradient 0
public record SoftmaxCrossEntropy(double smoothing, long ignored) implements Operation {
  @Override
  public String name() {
    return "crossEntropy";
  }

  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Tensor x = inputs[0].stopGradient();
    Tensor targets = inputs[1];
    x.shape().requireTargets("crossEntropy", "logits", targets.shape());
    if (targets.dtype() != DType.INT64) {
      throw new IllegalArgumentException(
          "crossEntropy: targets must be class indices of type int64, but are "
              + targets.dtype()
              + ". Convert first: targets.to(DType.INT64).");
    }
    Tensor known = targets.contiguous();
    Classes.require("crossEntropy", known.view(), x.size(1), ignored);
    Tensor loss = Tensor.allocate(x.dtype(), targets.shape());
    Tensor probabilities = Tensor.allocate(x.dtype(), x.shape());
    Kernels.CROSS_ENTROPY.ofClasses(
        Axis.rows(x, 1),
        known.view(),
        terms(inputs.length > 2 ? inputs[2] : null),
        loss.view(),
        Axis.rows(probabilities, 1));
    return new Tensor[] {loss, probabilities};
  }

  private Terms terms(@Nullable Tensor weight) {
    return new Terms(smoothing, ignored, weight == null ? null : Inputs.view(weight));
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    Tensor targets = at.x(1).contiguous();
    Tensor weight = at.inputs() > 2 ? at.x(2).stopGradient() : null;
    @Nullable Tensor[] gradients = new @Nullable Tensor[at.inputs()];
    if (at.recording()) {
      gradients[0] = rule(at.x(0), targets, weight, at.dy());
      return gradients;
    }
    Tensor p = at.extra(0);
    Tensor dx = Tensor.allocate(p.dtype(), p.shape());
    Kernels.CROSS_ENTROPY.ofClassesBackward(
        Axis.rows(p, 1),
        targets.view(),
        terms(weight),
        at.dy().contiguous().view(),
        Axis.rows(dx, 1));
    gradients[0] = dx;
    return gradients;
  }

  private Tensor rule(Tensor x, Tensor targets, @Nullable Tensor weight, Tensor dloss) {
    int classes = x.size(1);
    Tensor skip = targets.equalTo((double) ignored);
    Tensor known = Tensors.where(skip, targets.zerosLike(), targets);
    Tensor oneHot = Tensors.oneHot(known, classes, 1).to(x.dtype());
    Tensor a = masses(oneHot, smoothing, weight);
    // ignored rows are hidden, not multiplied by 0: they may be no numbers
    Tensor keep = skip.logicalNot().to(x.dtype());
    Tensor shown = Arithmetic.of(BinaryFunction.MASK, x, keep.unsqueeze(1));
    return gradient(shown, a, Arithmetic.of(BinaryFunction.MASK, dloss, keep));
  }

  /// `w·((1-s)·targets + s/C)` along axis 1.
  static Tensor masses(Tensor targets, double smoothing, @Nullable Tensor weight) {
    Tensor spread = targets.affine(1 - smoothing, smoothing / targets.size(1));
    return weight == null ? spread : spread.multiply(perClass(weight, targets.shape()));
  }

  /// Weights of classes `[C]` as `[C, 1, …]`, so that they broadcast along axis 1 of `shape`.
  static Tensor perClass(Tensor weight, Shape shape) {
    int[] sizes = new int[shape.rank() - 1];
    Arrays.fill(sizes, 1);
    sizes[0] = weight.size(0);
    return weight.reshape(sizes);
  }

  /// `dloss·(softmax(x)·Σa - a)` along axis 1.
  static Tensor gradient(Tensor x, Tensor a, Tensor dloss) {
    Tensor total = a.sum(Axes.keep(1));
    return x.softmax(1).multiply(total).subtract(a).multiply(dloss.unsqueeze(1));
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS_AND_OUTPUTS;
  }
}
