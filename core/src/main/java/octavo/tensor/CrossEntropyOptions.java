package octavo.tensor;

import octavo.storage.DType;
import org.jspecify.annotations.Nullable;

/// How a cross-entropy of softmax is taken.
///
/// ```java
/// logits.crossEntropy(targets, CrossEntropyOptions.DEFAULT.withLabelSmoothing(0.1));
/// ```
///
/// @param labelSmoothing `s` in `[0, 1]`: a target is mixed with the uniform distribution,
///     `(1-s)·t + s/C` (Szegedy et al., 2016)
/// @param ignoreIndex rows with this class index have loss and gradient 0; it says nothing where
///     targets are distributions
/// @param weight a constant factor for each class, `[classes]`, or null for ones
public record CrossEntropyOptions(
    double labelSmoothing, long ignoreIndex, @Nullable Tensor weight) {
  /// No smoothing, no weights; a target of -100 is ignored, as in PyTorch.
  public static final CrossEntropyOptions DEFAULT = new CrossEntropyOptions(0, -100, null);

  /// Checks the smoothing and the weights.
  public CrossEntropyOptions {
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(
          "CrossEntropyOptions: label smoothing must be in [0, 1], but is " + labelSmoothing + ".");
    }
    if (weight != null && (weight.rank() != 1 || !weight.dtype().isFloating())) {
      throw new IllegalArgumentException(
          "CrossEntropyOptions: weights must be one floating number a class, but are %s of shape %s."
              .formatted(weight.dtype(), weight.shape()));
    }
  }

  /// The same with another label smoothing, in `[0, 1]`.
  public CrossEntropyOptions withLabelSmoothing(double amount) {
    return new CrossEntropyOptions(amount, ignoreIndex, weight);
  }

  /// The same with another class index that does not count.
  public CrossEntropyOptions withIgnoreIndex(long index) {
    return new CrossEntropyOptions(labelSmoothing, index, weight);
  }

  /// The same with a factor for each class, `[classes]`.
  public CrossEntropyOptions withWeight(Tensor perClass) {
    return new CrossEntropyOptions(labelSmoothing, ignoreIndex, perClass);
  }

  /// The weights in the type of the logits, if there are any.
  @Nullable Tensor weightFor(String operation, int classes, DType dtype) {
    if (weight != null && weight.size(0) != classes) {
      throw new IllegalArgumentException(
          "%s: weights must be one number a class, but there are %d for %d classes."
              .formatted(operation, weight.size(0), classes));
    }
    return weight == null ? null : weight.stopGradient().to(dtype);
  }
}
