package octavo.nn.model;

import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Lstm;
import octavo.nn.LstmOutput;
import octavo.nn.Mode;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// An LSTM that reads a sequence and a linear layer on what it knows behind the last step, both directions if
/// there are two: `[batch, steps, features]` to logits `[batch, classes]`.
///
/// @param lstm reads the sequence
/// @param head from `directions·hidden` to the classes
public record LstmClassifier(Lstm lstm, Linear head) implements Layer {
  /// A network of one layer and direction.
  public static LstmClassifier create(int features, int hidden, int classes, Rng rng) {
    return new LstmClassifier(
        Lstm.of(features, hidden).create(rng), Linear.of(hidden, classes).create(rng));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    LstmOutput read = lstm.run(x, mode);
    Tensor states = read.state().hidden(); // [layers·directions, batch, hidden]
    int last = states.size(0) - 1;
    Tensor h = states.narrow(0, last, 1).squeeze(0);
    if (lstm.bidirectional()) {
      h = Tensors.concat(1, states.narrow(0, last - 1, 1).squeeze(0), h);
    }
    return head.forward(h, mode);
  }
}
