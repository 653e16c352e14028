package octavo.nn.loss;

import java.util.Arrays;
import octavo.op.CustomGradient;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The loss that belongs to α-entmax as cross-entropy belongs to softmax (Blondel, Martins and Niculae,
/// 2020: a Fenchel-Young loss): of scores `x [batch, classes, …]` and class indices `t`, int64
/// `[batch, …]`, `(p - onehot t)·x + H(p)` with `p = entmax x` and Tsallis' entropy
/// `H(p) = (1 - Σpᵢ^α)/(α(α-1))`. Its gradient is `p - onehot(t)`; unlike cross-entropy it reaches 0, as
/// soon as the right class leads by `1/(α-1)`.
///
/// @param reduction how the losses of the rows become one
/// @param alpha `α`, above 1: 2 for sparsemax
public record EntmaxLoss(LossReduction reduction, double alpha) implements Loss {
  /// Checks alpha.
  public EntmaxLoss {
    if (!(alpha > 1 && alpha < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "EntmaxLoss: alpha must be finite and above 1, but is "
              + alpha
              + ". For alpha 1 take CrossEntropy.");
    }
  }

  /// The loss of sparsemax (Martins and Astudillo, 2016), averaged over the batch.
  public static EntmaxLoss sparsemax() {
    return new EntmaxLoss(LossReduction.MEAN, 2);
  }

  /// The loss of 1.5-entmax (Peters, Niculae and Martins, 2019), averaged over the batch.
  public static EntmaxLoss entmax15() {
    return new EntmaxLoss(LossReduction.MEAN, 1.5);
  }

  /// The same with another `α`.
  public EntmaxLoss withAlpha(double other) {
    return new EntmaxLoss(reduction, other);
  }

  /// The same with another reduction.
  public EntmaxLoss withReduction(LossReduction other) {
    return new EntmaxLoss(other, alpha);
  }

  @Override
  public Tensor of(Tensor scores, Tensor targets) {
    Tensor x = Tensors.real("EntmaxLoss", scores);
    Operands.requireClasses("EntmaxLoss", x, targets, Long.MIN_VALUE);
    Tensor classes = Tensors.arange(x.size(1)).reshape(columns(x.rank()));
    Tensor oneHot = targets.unsqueeze(1).equalTo(classes).to(x.dtype());
    CustomGradient loss =
        CustomGradient.of(
            s -> value(s, oneHot),
            (s, dy) -> s.entmax(1, alpha).subtract(oneHot).multiply(dy.unsqueeze(1)));
    return reduction.of(loss.apply(x));
  }

  private Tensor value(Tensor x, Tensor oneHot) {
    Tensor p = x.entmax(1, alpha);
    Tensor entropy = p.power(alpha).sum(1).affine(-1, 1).multiply(1 / (alpha * (alpha - 1)));
    return p.subtract(oneHot).multiply(x).sum(1).add(entropy);
  }

  private static int[] columns(int rank) {
    int[] sizes = new int[rank - 1];
    Arrays.fill(sizes, 1);
    sizes[0] = -1;
    return sizes;
  }
}
