package octavo.nn.loss;

import octavo.storage.DType;
import octavo.tensor.CrossEntropyOptions;
import octavo.tensor.Tensor;

/// The cross-entropy of softmax from logits `[batch, classes, …]`. Targets are class indices, int64
/// `[batch, …]`, or distributions over the classes (one-hot, soft labels) of the logits' shape. With
/// targets `t`, class weights `w`, label smoothing `s` and `C` classes:
/// `loss = -Σⱼ wⱼ·((1-s)·tⱼ + s/C)·ln softmax(x)ⱼ`; without weights its gradient is
/// `softmax(x) - ((1-s)·t + s/C)`.
///
/// The mean over class indices is weighted, `Σ loss / Σ w_t`, and counts only rows not ignored; the
/// mean over distributions is over all rows. Both are PyTorch's.
///
/// ```java
/// Loss loss = CrossEntropy.mean().withLabelSmoothing(0.1).withWeight(perClass);
/// ```
///
/// @param reduction how the losses of the rows become one
/// @param options smoothing, ignored index and class weights
public record CrossEntropy(LossReduction reduction, CrossEntropyOptions options) implements Loss {
  /// The mean over the batch, no smoothing, no weights; targets of -100 are ignored, as in PyTorch.
  public static CrossEntropy mean() {
    return new CrossEntropy(LossReduction.MEAN, CrossEntropyOptions.DEFAULT);
  }

  /// The same with another label smoothing in `[0, 1]` (Szegedy et al., 2016).
  public CrossEntropy withLabelSmoothing(double amount) {
    return new CrossEntropy(reduction, options.withLabelSmoothing(amount));
  }

  /// The same with a factor for each class, `[classes]`.
  public CrossEntropy withWeight(Tensor perClass) {
    return new CrossEntropy(reduction, options.withWeight(perClass));
  }

  /// The same with another class index that does not count.
  public CrossEntropy withIgnoreIndex(long index) {
    return new CrossEntropy(reduction, options.withIgnoreIndex(index));
  }

  /// The same with another reduction.
  public CrossEntropy withReduction(LossReduction other) {
    return new CrossEntropy(other, options);
  }

  @Override
  public Tensor of(Tensor logits, Tensor targets) {
    Tensor losses = logits.crossEntropy(targets, options);
    if (targets.dtype() != DType.INT64 || reduction != LossReduction.MEAN) {
      return reduction.of(losses);
    }
    Tensor counted =
        Operands.rowWeights(targets, options.weight(), options.ignoreIndex(), losses.dtype());
    return reduction.of(losses, counted.sum());
  }
}
