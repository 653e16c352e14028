package octavo.nn.loss;

import octavo.kernel.index.Classes;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// What losses ask of their operands, and the weights of rows with class indices.
final class Operands {
  private Operands() {}

  /// Refuses predictions and targets of different shapes.
  static void requireSameShape(String loss, Tensor prediction, Tensor target) {
    prediction.shape().requireEqual(loss, "the prediction", target.shape(), "the target");
  }

  /// Refuses weights that would make the losses larger than `x`.
  static void requireWeights(String loss, @Nullable Tensor weight, Tensor x) {
    if (weight != null && !weight.shape().broadcastsTo(x.shape())) {
      throw new IllegalArgumentException(
          "%s: weights must broadcast to the prediction, but the weights are %s and the prediction is %s."
              .formatted(loss, weight.shape(), x.shape()));
    }
  }

  /// Refuses class indices `[batch, …]` that do not fit scores `[batch, classes, …]`.
  static void requireClasses(String loss, Tensor scores, Tensor targets, long ignored) {
    scores.shape().requireTargets(loss, "scores", targets.shape());
    if (targets.dtype() != DType.INT64) {
      throw new IllegalArgumentException(
          "%s: targets must be class indices of type int64, but are %s. Convert first: targets.to(DType.INT64)."
              .formatted(loss, targets.dtype()));
    }
    Classes.require(loss, targets.contiguous().view(), scores.size(1), ignored);
  }

  /// Refuses weights other than one a class.
  static void requirePerClass(String loss, @Nullable Tensor weight, int classes) {
    if (weight != null && (weight.rank() != 1 || weight.size(0) != classes)) {
      throw new IllegalArgumentException(
          "%s: weights must be one number a class, but are %s for %d classes."
              .formatted(loss, weight.shape(), classes));
    }
  }

  /// Class indices with class 0 in the place of ignored ones.
  static Tensor known(Tensor targets, long ignored) {
    return Tensors.where(targets.equalTo((double) ignored), targets.zerosLike(), targets);
  }

  /// The weight of each row's class, 0 where it is ignored.
  static Tensor rowWeights(Tensor targets, @Nullable Tensor weight, long ignored, DType dtype) {
    Tensor counts = targets.notEqualTo((double) ignored).to(dtype);
    if (weight == null) {
      return counts;
    }
    Tensor flat = known(targets, ignored).flatten();
    Tensor chosen = weight.stopGradient().to(dtype).indexSelect(0, flat);
    return chosen.reshape(targets.shape()).multiply(counts);
  }

  /// The score of each row's class, along axis 1: `[batch, …]`.
  static Tensor ofClass(Tensor scores, Tensor targets) {
    return scores.gather(1, targets.unsqueeze(1)).squeeze(1);
  }

  static Tensor weighted(Tensor losses, @Nullable Tensor weight) {
    return weight == null ? losses : losses.multiply(weight);
  }
}
