package octavo.train;

import octavo.data.Batch;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.loss.Loss;
import octavo.tensor.Tensor;

/// The loss of a classifier.
///
/// @param model from inputs to logits
/// @param loss of logits and targets
record Classification(Layer model, Loss loss) implements BatchLoss {
  @Override
  public Tensor of(Batch batch, Mode mode, long step) {
    return loss.of(model.forward(batch.inputs(), mode), batch.targets());
  }

  /// How many examples have their largest logit at the class, or at the likeliest class of a distribution.
  ///
  /// @throws IllegalArgumentException if the targets are neither
  static long right(Tensor logits, Tensor targets) {
    Tensor guess = logits.argMax(1);
    boolean distributions = targets.shape().equals(logits.shape());
    Tensor classes = distributions ? targets.argMax(1) : targets;
    if (!classes.shape().equals(guess.shape())) {
      throw new IllegalArgumentException(
          "Trainer: to count what is right, targets must be a class for each of %s or distributions of the logits' shape %s, but are %s. Train for other losses with Trainer.minimizing."
              .formatted(guess.shape(), logits.shape(), targets.shape()));
    }
    return (long) guess.equalTo(classes).sum().item();
  }
}
