package octavo.estimator;

import java.util.function.Function;
import octavo.distribution.Distribution;
import octavo.random.Rng;
import octavo.tensor.Axes;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The measure-valued gradient of classes; see [MeasureValued].
///
/// @param logits of the distribution, `[batch…, classes]`
/// @param value a sample that is class `k` of so many, broadcasts to the event
record ClassMeasure<D extends Distribution>(Function<D, Tensor> logits, ClassSample value)
    implements GradientEstimator<D> {
  /// How a class is written.
  interface ClassSample {
    Tensor of(int k, int classes);
  }

  @Override
  public Estimate estimate(D distribution, Objective objective, int samples, Rng rng) {
    Draw.requireSamples("MeasureValued", samples, 1);
    Draw draw = Draw.of(distribution, objective, distribution.sample(rng, samples));
    Coordinates each = Coordinates.of(draw);
    Tensor scores = logits.apply(distribution);
    int classes = scores.size(-1);
    Tensor[] values = new Tensor[classes];
    for (int k = 0; k < classes; k++) {
      values[k] = each.values(value.of(k, classes).to(draw.z().dtype())).mean(0);
    }
    Tensor p = scores.stopGradient().softmax(-1);
    // what is impossible counts nothing, even where the objective is infinite
    Tensor f =
        Tensors.stack(draw.distribution().batchShape().rank(), values).maskedFill(p.equalTo(0), 0);
    Tensor mean = p.multiply(f).sum(Axes.keep(-1));
    return Estimate.of(
        Surrogates.withGradient(draw.values().mean(0), scores, f.subtract(mean).multiply(p)));
  }
}
