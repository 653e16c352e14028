package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.row.CrossEntropyKernels.Terms;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// The cross-entropy of softmax along axis 1 with distributions `t` over the classes (one-hot or
/// soft labels), one loss per row, in one pass: `loss = -Σⱼ aⱼ·ln pⱼ`, `aⱼ = wⱼ·((1-s)·tⱼ + s/C)`,
/// `p = softmax x`. Backward: `dx = dloss·(p·Σⱼ aⱼ - a)`, `dt = -dloss·(1-s)·w·ln p`. Inputs:
/// `x [batch, classes, …]`, targets of its shape and type and, unless all are 1, constant weights
/// `[classes]` of that type. Extra output: the probabilities.
///
/// @param smoothing the label smoothing `s` (Szegedy et al., 2016), 0 for none
public record DistributionCrossEntropy(double smoothing) implements Operation {
  @Override
  public String name() {
    return "crossEntropy";
  }

  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Tensor x = inputs[0].stopGradient();
    Tensor targets = inputs[1].stopGradient();
    Tensor loss = Tensor.allocate(x.dtype(), x.shape().without(1));
    Tensor probabilities = Tensor.allocate(x.dtype(), x.shape());
    Kernels.CROSS_ENTROPY.ofDistributions(
        Axis.rows(x, 1),
        Axis.rows(targets, 1),
        terms(inputs.length > 2 ? inputs[2] : null),
        loss.view(),
        Axis.rows(probabilities, 1));
    return new Tensor[] {loss, probabilities};
  }

  private Terms terms(@Nullable Tensor weight) {
    return new Terms(smoothing, 0, weight == null ? null : Inputs.view(weight));
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    Tensor weight = at.inputs() > 2 ? at.x(2).stopGradient() : null;
    @Nullable Tensor[] gradients = new @Nullable Tensor[at.inputs()];
    if (at.needs(0)) {
      gradients[0] = at.recording() ? rule(at, weight) : fused(at, weight);
    }
    if (at.needs(1)) {
      Tensor logs = at.x(0).logSoftmax(1).multiply(smoothing - 1);
      Tensor weighted =
          weight == null ? logs : logs.multiply(SoftmaxCrossEntropy.perClass(weight, logs.shape()));
      gradients[1] = weighted.multiply(at.dy().unsqueeze(1));
    }
    return gradients;
  }

  private Tensor rule(Backward at, @Nullable Tensor weight) {
    Tensor a = SoftmaxCrossEntropy.masses(at.x(1), smoothing, weight);
    return SoftmaxCrossEntropy.gradient(at.x(0), a, at.dy());
  }

  private Tensor fused(Backward at, @Nullable Tensor weight) {
    Tensor p = at.extra(0);
    Tensor dx = Tensor.allocate(p.dtype(), p.shape());
    Kernels.CROSS_ENTROPY.ofDistributionsBackward(
        Axis.rows(p, 1),
        Axis.rows(at.x(1), 1),
        terms(weight),
        at.dy().contiguous().view(),
        Axis.rows(dx, 1));
    return dx;
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS_AND_OUTPUTS;
  }
}
