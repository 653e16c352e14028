package octavo.nn.loss;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The Lovász hinge (Berman, Triki and Blaschko, 2018), a convex surrogate of the Jaccard loss `1 - IoU` of one
/// label: the Lovász extension of the hinge errors `max(0, 1 - s·x)`, where `s` is 1 for the pixels of the
/// label and -1 elsewhere. Never below the hard loss of the answers `x > 0`, since every wrong answer has an
/// error of 1 or more; 0 where all are right by 1 or more. Logits of any shape, targets 0 and 1 of the same.
///
/// @param perExample whether each example has a loss of its own and their mean is taken; else there is
///     one of the batch
public record LovaszHinge(boolean perExample) implements Loss {
  /// Over the whole batch.
  public static LovaszHinge ofBatch() {
    return new LovaszHinge(false);
  }

  /// The same with a loss for each example by itself.
  public LovaszHinge withPerExample() {
    return new LovaszHinge(true);
  }

  @Override
  public Tensor of(Tensor logits, Tensor targets) {
    if (!logits.shape().equals(targets.shape()) || logits.rank() == 0) {
      throw new IllegalArgumentException(
          "LovaszHinge: logits and targets must both be [batch, …], but are %s and %s."
              .formatted(logits.shape(), targets.shape()));
    }
    Tensor x = Tensors.real("LovaszHinge", logits);
    int rows = perExample ? x.size(0) : 1;
    int pixels = rows == 0 ? 0 : x.elements() / rows;
    Tensor t = targets.to(x.dtype()).reshape(rows, pixels);
    Tensor signs = t.multiply(2).subtract(1);
    Tensor errors = x.reshape(rows, pixels).multiply(signs).negate().add(1);
    return LovaszExtension.of(errors, t, true).mean();
  }
}
