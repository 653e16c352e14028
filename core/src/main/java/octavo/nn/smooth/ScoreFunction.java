package octavo.nn.smooth;

import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The mean of values over samples, with the score function's gradient: values are constants, and what
/// depends on the parameters is how likely the samples were.
///
/// Each value is multiplied by the ratio of its sample's density to itself held constant. The ratio is
/// 1, its derivatives are those of the density, so the result has unbiased derivatives of every order
/// (Foerster et al., 2018). From each value the mean of the other samples is subtracted, which changes
/// no expectation and makes the variance smaller (leave-one-out baseline).
final class ScoreFunction {
  private ScoreFunction() {}

  /// The mean over the first axis.
  ///
  /// @param values `[samples, …]`, constants
  /// @param logDensity of each sample, broadcasts to the values
  /// @param groups how many rows share their noise: samples are `group·samples/groups + i`, and those
  ///     with one `i` leave one another out of their baseline
  static Tensor mean(Tensor values, Tensor logDensity, int groups) {
    Tensor ratio = logDensity.subtract(logDensity.stopGradient()).exp();
    Tensor baseline = baseline(values, groups);
    return values.subtract(baseline).multiply(ratio).add(baseline).mean(0);
  }

  private static Tensor baseline(Tensor values, int groups) {
    int rows = values.size(0);
    int samples = rows / groups;
    if (samples == 1) {
      return values.zerosLike();
    }
    int[] sizes = values.shape().toArray();
    int[] grouped = new int[sizes.length + 1];
    grouped[0] = groups;
    grouped[1] = samples;
    System.arraycopy(sizes, 1, grouped, 2, sizes.length - 1);
    Tensor of = values.reshape(grouped).sum(Axes.keep(0));
    Tensor others = of.sum(Axes.keep(1)).subtract(of).multiply(1.0 / ((samples - 1) * groups));
    return others.expandTo(Shape.of(grouped)).reshape(values.shape());
  }
}
