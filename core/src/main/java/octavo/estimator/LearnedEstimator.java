package octavo.estimator;

import java.util.List;
import octavo.distribution.Distribution;
import octavo.nn.Parameter;

/// An estimator with parameters of its own, which are taught by [Estimate#learning()]: to predict the objective, or
/// to make the variance of the gradient small. They do not move what the gradient is on average.
///
/// @param <D> the distributions it can be used with
public interface LearnedEstimator<D extends Distribution> extends GradientEstimator<D> {
  /// What is learned; an optimizer should hold these besides the parameters of the network.
  List<Parameter> parameters();
}
