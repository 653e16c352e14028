package octavo.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Layers that read a sequence step by step, `[batch, steps, features]` to `[batch, steps,
/// directions·hidden]`: one recurrent layer above the other, each in one direction or in both.
public sealed interface RecurrentLayer extends Layer permits Rnn, Lstm, Gru {
  /// The parameters: for each layer those of the forward direction and, if there are two, those of the
  /// reverse one.
  List<RecurrentWeights> weights();

  /// Whether each layer reads sequences from both ends; its output is the forward direction's and behind it
  /// the reverse one's.
  boolean bidirectional();

  /// What is dropped in training.
  RecurrentDropout dropout();

  /// How many layers lie above each other.
  default int layers() {
    return weights().size() / directions();
  }

  /// 2 if bidirectional, else 1.
  default int directions() {
    return bidirectional() ? 2 : 1;
  }

  @Override
  default Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < weights().size(); i++) {
      boolean reverse = i % directions() == 1;
      weights().get(i).addTo(members, "_l" + i / directions() + (reverse ? "_reverse" : ""));
    }
    return members;
  }
}
