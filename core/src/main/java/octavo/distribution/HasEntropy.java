package octavo.distribution;

import octavo.tensor.Tensor;

/// A distribution whose entropy has a closed form, or, for counts, is a sum that can be taken to a stated accuracy.
public interface HasEntropy extends Distribution {
  /// `-E ln p(x)` in nats, one for each distribution of the batch. The differential entropy of continuous ones may be
  /// negative.
  Tensor entropy();
}
