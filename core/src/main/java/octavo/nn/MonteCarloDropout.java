package octavo.nn;

import octavo.random.Rng;
import octavo.tensor.Tensor;

/// Prediction with dropout left on (Gal and Ghahramani, 2016): the network runs several times with
/// fresh masks, and the spread of the results tells how sure it is. Everything but the random layers
/// runs as in inference: norms use their running statistics, and nothing is recorded.
///
/// ```java
/// MonteCarloDropout.Prediction p = MonteCarloDropout.of(network, 50).predict(x, rng);
/// ```
///
/// @param network a network with dropout
/// @param passes how often it runs
public record MonteCarloDropout(Layer network, int passes) {
  /// Checks the number of passes.
  public MonteCarloDropout {
    if (passes < 1) {
      throw new IllegalArgumentException(
          "MonteCarloDropout: there must be at least one pass, but passes is " + passes + ".");
    }
  }

  /// So many passes of a network.
  ///
  /// @throws IllegalArgumentException if there is not at least one
  public static MonteCarloDropout of(Layer network, int passes) {
    return new MonteCarloDropout(network, passes);
  }

  /// What the passes gave, element by element.
  ///
  /// @param mean the mean over the passes
  /// @param variance the mean of the squared distances from it
  public record Prediction(Tensor mean, Tensor variance) {}

  /// The mean and the variance of the network's results on `x`, with masks from `rng`.
  public Prediction predict(Tensor x, Rng rng) {
    Mode mode = Mode.training(rng).withBatchStatistics(false).withGradients(false);
    Tensor mean = network.forward(x, mode).stopGradient();
    Tensor squares = mean.zerosLike();
    for (int n = 2; n <= passes; n++) { // in one go: Welford, 1962
      Tensor y = network.forward(x, mode).stopGradient();
      Tensor before = y.subtract(mean);
      mean = mean.add(before.divide(n));
      squares = squares.add(before.multiply(y.subtract(mean)));
    }
    return new Prediction(mean, squares.divide(passes));
  }
}
