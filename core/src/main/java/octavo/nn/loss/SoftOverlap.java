package octavo.nn.loss;

import octavo.nn.metric.Averaging;
import octavo.nn.smooth.SoftCounts;
import octavo.tensor.Tensor;

/// 1 less how much of a region is found: `1 - (TP + s)/(TP + α·FP + β·FN + s)` with `TP = Σ t·p`, `FP = Σ (1 - t)·p`,
/// `FN = Σ t·(1 - p)`, from logits; the mean over classes or labels. Dice is `α = β = ½` (Milletari et al.,
/// 2016), IoU (Jaccard) `α = β = 1` (Rahman and Wang, 2016), others Tversky (Salehi et al., 2017). Where
/// outputs are one-hot and `s` is 0 it is 1 less the hard index, classes that neither occur nor are
/// predicted left out.
///
/// @param alpha the weight of what is found wrongly
/// @param beta the weight of what is missed
/// @param smoothing `s`, which lets false positives count where nothing is to be found
/// @param outputs what the logits stand for
/// @param perExample whether each example has an index of its own and their mean is taken; else there
///     is one of the batch
public record SoftOverlap(
    double alpha, double beta, double smoothing, Outputs outputs, boolean perExample)
    implements Loss {
  /// Checks the weights.
  public SoftOverlap {
    boolean finite = Double.isFinite(alpha + beta + smoothing);
    if (!(finite && alpha >= 0 && beta >= 0 && smoothing >= 0)) {
      throw new IllegalArgumentException(
          "SoftOverlap: weights and smoothing must be finite and not negative, but are %s, %s and %s."
              .formatted(alpha, beta, smoothing));
    }
  }

  /// Dice's coefficient of the batch. The smoothing is ½, so that numerator and denominator of `2·TP/(Σp +
  /// Σt)` have the usual 1.
  public static SoftOverlap dice(Outputs outputs) {
    return new SoftOverlap(0.5, 0.5, 0.5, outputs, false);
  }

  /// Intersection over union of the batch, with smoothing 1.
  public static SoftOverlap iou(Outputs outputs) {
    return new SoftOverlap(1, 1, 1, outputs, false);
  }

  /// Tversky's index of the batch, with smoothing 1.
  ///
  /// @throws IllegalArgumentException if a weight is negative or not finite
  public static SoftOverlap tversky(double alpha, double beta, Outputs outputs) {
    return new SoftOverlap(alpha, beta, 1, outputs, false);
  }

  /// The same with another smoothing.
  ///
  /// @throws IllegalArgumentException if it is negative or not finite
  public SoftOverlap withSmoothing(double amount) {
    return new SoftOverlap(alpha, beta, amount, outputs, perExample);
  }

  /// The same with an index for each example by itself; `[batch, labels, …]` only.
  public SoftOverlap withPerExample() {
    return new SoftOverlap(alpha, beta, smoothing, outputs, true);
  }

  @Override
  public Tensor of(Tensor logits, Tensor targets) {
    Tensor t = outputs.targets("SoftOverlap", logits, targets);
    Tensor p = outputs.probabilities(logits);
    SoftCounts counts = perExample ? SoftCounts.perExample(p, t) : SoftCounts.of(p, t);
    Tensor index =
        smoothing > 0
            ? counts.tversky(alpha, beta, smoothing)
            : counts.average(Averaging.MACRO, c -> c.tversky(alpha, beta, 0));
    return index.mean().negate().add(1);
  }
}
