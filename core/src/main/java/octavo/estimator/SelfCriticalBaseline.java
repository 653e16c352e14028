package octavo.estimator;

import octavo.tensor.Tensor;

/// The objective at the most likely value of each row: a sample is good if it is better than what the model would
/// choose (Rennie, Marcheret, Mroueh, Ross and Goel, 2017, *Self-Critical Sequence Training*). Costs one more
/// evaluation; for distributions that have a mode.
public record SelfCriticalBaseline() implements Baseline {
  @Override
  public Tensor of(Draw draw) {
    Tensor mode = draw.distribution().mode().stopGradient().unsqueeze(0);
    return Draw.of(draw.distribution(), draw.objective(), mode).values().stopGradient();
  }
}
