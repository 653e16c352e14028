package octavo.tensor;

import octavo.autograd.Engine;
import octavo.op.DistributionCrossEntropy;
import octavo.op.Entmax;
import octavo.op.LogSoftmax;
import octavo.op.SigmoidCrossEntropy;
import octavo.op.Softmax;
import octavo.op.SoftmaxCrossEntropy;
import octavo.random.Rng;
import octavo.storage.DType;

/// From scores to distributions over classes, and the cross-entropy of these.
///
/// Softmax suits classes of which exactly one is right; for labels that do not exclude one another
/// (indoor, black-and-white, has people) take [ActivationMethods#sigmoid()] of each score.
public sealed interface SoftmaxMethods permits Tensor {
  /// This tensor.
  Tensor self();

  /// Softmax along one axis: `yᵢ = exp(xᵢ) / Σⱼ exp(xⱼ)`.
  ///
  /// @throws IndexOutOfBoundsException if there is no such axis
  default Tensor softmax(int axis) {
    return new Softmax(self().shape().axis("softmax", axis)).apply(Tensors.real("softmax", self()));
  }

  /// Softmax of `x / temperature`: a temperature near 0 approaches the one-hot of the maximum.
  ///
  /// @throws IllegalArgumentException if the temperature is not positive
  default Tensor softmax(int axis, double temperature) {
    return Classifiers.cooled("softmax", self(), temperature).softmax(axis);
  }

  /// The logarithm of softmax along one axis, accurate where softmax underflows.
  ///
  /// @throws IndexOutOfBoundsException if there is no such axis
  default Tensor logSoftmax(int axis) {
    return new LogSoftmax(self().shape().axis("logSoftmax", axis))
        .apply(Tensors.real("logSoftmax", self()));
  }

  /// A sample of the Gumbel-softmax distribution (Jang, Gu and Poole; Maddison, Mnih and Teh, 2017)
  /// with these logits: `softmax((x + g) / temperature)`, `g` of Gumbel's distribution. A point of
  /// the simplex that has a gradient; a temperature near 0 brings it near a one-hot sample of
  /// `softmax(x)`.
  ///
  /// @throws IllegalArgumentException if the temperature is not positive, or it or its inverse infinite
  default Tensor gumbelSoftmax(int axis, double temperature, Rng rng) {
    return Classifiers.gumbelSoftmax(self(), axis, temperature, rng);
  }

  /// The logarithm of softmax of `x / temperature`.
  ///
  /// @throws IllegalArgumentException if the temperature is not positive
  default Tensor logSoftmax(int axis, double temperature) {
    return Classifiers.cooled("logSoftmax", self(), temperature).logSoftmax(axis);
  }

  /// The derivatives of softmax along one axis: `∂Sᵢ/∂xⱼ = Sᵢ·(δᵢⱼ - Sⱼ)`. The axis of `n` classes
  /// is replaced by two at the end, `[…, n, n]`, `i` before `j`. To multiply by it, take the gradient
  /// of [#softmax(int)], which needs only `S ⊙ (g - g·S)`; this form is for looking at.
  ///
  /// @throws IndexOutOfBoundsException if there is no such axis
  default Tensor softmaxJacobian(int axis) {
    return Classifiers.jacobian(self(), axis);
  }

  /// Sparsemax along one axis (Martins and Astudillo, 2016): the point of the probability simplex
  /// nearest to `x`, `yᵢ = max(0, xᵢ - τ)`. Unlike softmax it gives exact zeros.
  ///
  /// @throws IndexOutOfBoundsException if there is no such axis
  default Tensor sparsemax(int axis) {
    int a = self().shape().axis("sparsemax", axis);
    return new Entmax(a, 2).apply(Tensors.real("sparsemax", self()));
  }

  /// 1.5-entmax along one axis (Peters, Niculae and Martins, 2019): `yᵢ = max(0, xᵢ/2 - τ)²`, half way
  /// between softmax and sparsemax.
  ///
  /// @throws IndexOutOfBoundsException if there is no such axis
  default Tensor entmax15(int axis) {
    int a = self().shape().axis("entmax15", axis);
    return new Entmax(a, 1.5).apply(Tensors.real("entmax15", self()));
  }

  /// α-entmax along one axis (Peters, Niculae and Martins, 2019):
  /// `yᵢ = max(0, (α-1)·xᵢ - τ)^(1/(α-1))`. `α = 1` is softmax, 2 is sparsemax; the larger, the more
  /// zeros.
  ///
  /// @throws IllegalArgumentException if `alpha` is below 1 or infinite
  default Tensor entmax(int axis, double alpha) {
    int a = self().shape().axis("entmax", axis);
    if (!(alpha >= 1 && alpha < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "entmax: alpha must be finite and at least 1, but is " + alpha + ".");
    }
    Tensor x = Tensors.real("entmax", self());
    return alpha == 1 ? new Softmax(a).apply(x) : new Entmax(a, alpha).apply(x);
  }

  /// The cross-entropy of softmax along axis 1, one loss per row:
  /// [#crossEntropy(Tensor, CrossEntropyOptions)] with [CrossEntropyOptions#DEFAULT].
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  /// @throws IndexOutOfBoundsException if a target is no class
  default Tensor crossEntropy(Tensor targets) {
    return crossEntropy(targets, CrossEntropyOptions.DEFAULT);
  }

  /// The cross-entropy of softmax along axis 1, one loss per row `[batch, …]`, from logits
  /// `[batch, classes, …]`. Targets are class indices, int64 `[batch, …]`, or distributions over
  /// the classes (one-hot, soft labels), of a floating type and the shape of the logits. With
  /// targets `t`, weights `w`, smoothing `s` and `C` classes:
  /// `loss = -Σⱼ wⱼ·((1-s)·tⱼ + s/C)·ln softmax(x)ⱼ`.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  /// @throws IndexOutOfBoundsException if a target is no class
  default Tensor crossEntropy(Tensor targets, CrossEntropyOptions options) {
    Tensor x = Tensors.real("crossEntropy", self());
    double s = options.labelSmoothing();
    boolean soft =
        x.rank() >= 2 && targets.dtype().isFloating() && targets.shape().equals(x.shape());
    Tensor weight = x.rank() < 2 ? null : options.weightFor("crossEntropy", x.size(1), x.dtype());
    if (soft) {
      if (options.ignoreIndex() >= 0) {
        throw new IllegalArgumentException(
            "crossEntropy: targets that are distributions name no class to ignore, but ignoreIndex is %d."
                .formatted(options.ignoreIndex()));
      }
      DType dtype = DType.promote(x.dtype(), targets.dtype());
      Tensor t = Tensors.real("crossEntropy", targets).to(dtype);
      return weight == null
          ? Engine.apply(new DistributionCrossEntropy(s), x.to(dtype), t)
          : Engine.apply(new DistributionCrossEntropy(s), x.to(dtype), t, weight.to(dtype));
    }
    SoftmaxCrossEntropy operation = new SoftmaxCrossEntropy(s, options.ignoreIndex());
    return weight == null
        ? Engine.apply(operation, x, targets)
        : Engine.apply(operation, x, targets, weight);
  }

  /// The cross-entropy of independent yes-or-no answers with the sigmoid of logits `[…, answers]`, summed over the
  /// last axis, `[…]`: `loss = Σⱼ ln(1 + exp xⱼ) - tⱼ·xⱼ`, which is `-Σⱼ tⱼ·ln σ(xⱼ) + (1-tⱼ)·ln(1 - σ(xⱼ))` and
  /// finite for every logit. Targets are numbers from 0 to 1, or truth values, of the shape of the logits.
  ///
  /// @throws IllegalArgumentException if the shapes differ or are scalars
  default Tensor sigmoidCrossEntropy(Tensor targets) {
    Tensor x = Tensors.real("sigmoidCrossEntropy", self());
    x.shape()
        .requireEqual(
            "sigmoidCrossEntropy", "the tensor of logits", targets.shape(), "that of targets");
    if (x.rank() == 0) {
      throw new IllegalArgumentException(
          "sigmoidCrossEntropy: logits must be […, answers], but are a scalar. Reshape first: x.reshape(1).");
    }
    DType dtype =
        DType.promote(x.dtype(), Tensors.computable("sigmoidCrossEntropy", targets).dtype());
    return Engine.apply(new SigmoidCrossEntropy(), x.to(dtype), targets.to(dtype));
  }
}
