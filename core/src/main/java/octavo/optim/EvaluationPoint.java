package octavo.optim;

import octavo.tensor.Tensor;

/// What a transform also is if the network is to be used at another point than the one at which it
/// is trained.
public interface EvaluationPoint {
  /// The point at which the network is to be used.
  ///
  /// @param step the parameter and what is remembered for it; there is no rate
  Tensor evaluationPoint(Step step);
}
