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
    return loss.of(joined("prediction", prediction), joined("target", target));
  }

  private static Tensor joined(String what, Tensor x) {
    if (x.rank() < 2) {
      throw new IllegalArgumentException(
          "PerStep: the %s must be [batch, steps, …], but is %s.".formatted(what, x.shape()));
    }
    return x.reshape(x.shape().without(0).withSize(0, x.size(0) * x.size(1)));
  }
}
