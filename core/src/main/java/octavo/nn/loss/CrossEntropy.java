package octavo.nn.loss;

import octavo.tensor.Tensor;

/// The cross-entropy of softmax with class indices: logits `[batch, classes, …]`, targets int64
/// `[batch, …]`. `loss = -ln softmax(x)ₜ`; gradient with respect to the logits: `softmax(x) -
/// onehot(t)`.
///
/// @param reduction how the losses of the rows become one; the mean counts only rows not ignored
/// @param smoothing label smoothing in `[0, 1]` (Szegedy et al., 2016)
/// @param ignored rows with this target do not count
public record CrossEntropy(LossReduction reduction, double smoothing, long ignored)
    implements Loss {
  /// Checks the smoothing.
  public CrossEntropy {
    if (!(smoothing >= 0 && smoothing <= 1)) {
      throw new IllegalArgumentException(
          "CrossEntropy: label smoothing must be in [0, 1], but is " + smoothing + ".");
    }
  }

  /// The mean over the batch, no smoothing; targets of -100 are ignored, as in PyTorch.
  public static CrossEntropy mean() {
    return new CrossEntropy(LossReduction.MEAN, 0, -100);
  }

  /// The same with another label smoothing.
  public CrossEntropy withSmoothing(double amount) {
    return new CrossEntropy(reduction, amount, ignored);
  }

  /// The same with another reduction.
  public CrossEntropy withReduction(LossReduction other) {
    return new CrossEntropy(other, smoothing, ignored);
  }

  @Override
  public Tensor of(Tensor logits, Tensor targets) {
    Tensor losses = logits.crossEntropy(targets, smoothing, ignored);
    if (reduction != LossReduction.MEAN) {
      return reduction.of(losses);
    }
    double skipped = targets.equalTo((double) ignored).sum().item();
    return skipped == 0 ? losses.mean() : losses.sum().divide(losses.elements() - skipped);
  }
}
