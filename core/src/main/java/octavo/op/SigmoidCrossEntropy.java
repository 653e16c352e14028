package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// The cross-entropy of independent yes-or-no answers with the sigmoid of logits, summed over the last axis, in
/// one pass: `loss = Σⱼ ln(1 + exp xⱼ) - tⱼ·xⱼ`. Backward: `dx = dloss·(σ(x) - t)`, `dt = -dloss·x`. Inputs:
/// `x […, n]` and targets of its shape and type. Extra output: `σ(x) - t`, so that the way back needs no
/// exponential.
public record SigmoidCrossEntropy() implements Operation {
  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Tensor x = inputs[0].stopGradient();
    Tensor targets = inputs[1].stopGradient();
    int last = x.rank() - 1;
    Tensor loss = Tensor.allocate(x.dtype(), x.shape().without(last));
    Tensor difference = Tensor.toFill(x.dtype(), x.shape());
    Kernels.CROSS_ENTROPY.ofAnswers(
        Axis.rows(x, last), Axis.rows(targets, last), loss.view(), Axis.rows(difference, last));
    return new Tensor[] {loss, difference};
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    @Nullable Tensor[] gradients = new @Nullable Tensor[2];
    if (at.needs(0)) {
      gradients[0] = at.recording() ? rule(at) : fused(at);
    }
    if (at.needs(1)) {
      gradients[1] = at.x(0).multiply(at.dy().unsqueeze(-1)).negate();
    }
    return gradients;
  }

  private static Tensor rule(Backward at) {
    return at.x(0).sigmoid().subtract(at.x(1)).multiply(at.dy().unsqueeze(-1));
  }

  private static Tensor fused(Backward at) {
    Tensor difference = at.extra(0);
    int last = difference.rank() - 1;
    Tensor dx = Tensor.toFill(difference.dtype(), difference.shape());
    Kernels.CROSS_ENTROPY.ofAnswersBackward(
        Axis.rows(difference, last), at.dy().contiguous().view(), Axis.rows(dx, last));
    return dx;
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS_AND_OUTPUTS;
  }
}
