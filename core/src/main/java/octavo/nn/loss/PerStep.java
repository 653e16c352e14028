package octavo.nn.loss;

import octavo.tensor.Tensor;

/// A loss of sequences, each step of which is an example: predictions `[batch, steps, …]` and targets
/// `[batch, steps, …]` go to the loss as `[batch·steps, …]`.
///
/// ```java
/// Loss loss = new PerStep(CrossEntropy.mean()); // logits [batch, steps, classes], targets [batch, steps]
/// ```
///
/// @param loss of one step's example
public record PerStep(Loss loss) implements Loss {
  @Override
  public Tensor of(Tensor prediction, Tensor target) {
    Tensor predictions = joined("prediction", prediction);
    Tensor targets = joined("target", target);
    if (prediction.size(0) != target.size(0) || prediction.size(1) != target.size(1)) {
      throw new IllegalArgumentException(
          "PerStep: prediction and target must have the same batch and steps, but are %s and %s."
              .formatted(prediction.shape(), target.shape()));
    }
    return loss.of(predictions, targets);
  }

  private static Tensor joined(String what, Tensor x) {
    if (x.rank() < 2) {
      throw new IllegalArgumentException(
          "PerStep: the %s must be [batch, steps, …], but is %s.".formatted(what, x.shape()));
    }
    return x.reshape(x.shape().without(0).withSize(0, x.size(0) * x.size(1)));
  }
}
