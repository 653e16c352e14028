package octavo.train;

import octavo.data.Batch;
import octavo.nn.Mode;
import octavo.tensor.Tensor;

/// What a training minimizes.
///
/// ```java
/// BatchLoss bound =
///     (batch, mode, step) -> vae.elbo(batch.inputs(), GumbelVae.temperature(step), mode).loss();
/// ```
@FunctionalInterface
public interface BatchLoss {
  /// The loss of a batch, one number that is tracked.
  ///
  /// What changes from batch to batch, such as a temperature, should follow from the step alone: then a
  /// training that was stopped goes on to the same bits.
  ///
  /// @param batch examples and what belongs to them
  /// @param mode training, with random numbers of this step
  /// @param step the steps taken so far, 0 at the first
  Tensor of(Batch batch, Mode mode, long step);
}
