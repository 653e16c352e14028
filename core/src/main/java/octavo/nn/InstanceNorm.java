package octavo.nn;

import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Instance normalization: each channel of each example by its own mean and biased variance (Ulyanov,
/// Vedaldi and Lempitsky, 2016). Made without weight, bias and running statistics unless told
/// otherwise.
///
/// With running statistics, training moves them towards the means over the batch of the instances'
/// means and unbiased variances, and inference normalizes by them; without, training and inference
/// are the same.
public sealed interface InstanceNorm extends ChannelNorm
    permits InstanceNorm1d, InstanceNorm2d, InstanceNorm3d {
  @Override
  default Tensor forward(Tensor x, Mode mode) {
    boolean one = takesRank(x.rank() + 1);
    if (!(one || takesRank(x.rank())) || x.size(one ? 0 : 1) != channels()) {
      throw new IllegalArgumentException(
          "%s: the input must be %s with %d channels, or one example without the batch, but is %s."
              .formatted(getClass().getSimpleName(), takes(), channels(), x.shape()));
    }
    if (one) {
      return forward(x.unsqueeze(0), mode).squeeze(0);
    }
    Shape slices = Shape.of(x.size(0), channels(), spatial(x));
    if (RunningStatistics.areIn(this) && !mode.usesBatchStatistics()) {
      return RunningStatistics.of(getClass().getSimpleName(), this)
          .normalize(this, x.reshape(slices), mode)
          .reshape(x.shape());
    }
    Parameter weight = weight();
    Parameter bias = bias();
    Tensor y =
        weight == null || bias == null
            ? x.instanceNorm(epsilon())
            : x.instanceNorm(weight.in(mode), bias.in(mode), epsilon());
    if (RunningStatistics.areIn(this) && x.elements() > 0) {
      Tensor numbers = x.stopGradient().reshape(slices);
      RunningStatistics.of(getClass().getSimpleName(), this)
          .move(this, numbers.mean(0, 2), numbers.sampleVariance(2).mean(0));
    }
    return y;
  }

  private static int spatial(Tensor x) {
    int spatial = 1;
    for (int axis = 2; axis < x.rank(); axis++) {
      spatial *= x.size(axis);
    }
    return spatial;
  }
}
