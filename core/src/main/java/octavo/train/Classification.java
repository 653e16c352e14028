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
}
