package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// [OneHotCategorical] whose draws pass gradients on as if they were the probabilities (Bengio et al., 2013):
/// `z + p - stopGradient(p)`. The numbers are exact; the gradient is biased unless what is computed from them is linear.
///
/// @param logits scores `[batch…, classes]`, not necessarily normalized; -∞ for a class that is never drawn
public record OneHotCategoricalStraightThrough(Tensor logits)
    implements Reparameterized, HasEntropy, Enumerable {
  /// Checks the parameters.
  public OneHotCategoricalStraightThrough {
    String name = "OneHotCategoricalStraightThrough";
    DType type = Parameters.type(name, logits);
    logits = Parameters.checked(name, "logits", logits, type, Support.LOGITS);
  }

  /// From scores `[batch…, classes]`.
  ///
  /// @throws IllegalArgumentException if one is NaN or +∞, all of a row are -∞, or there is no axis
  public static OneHotCategoricalStraightThrough ofLogits(Tensor logits) {
    return new OneHotCategoricalStraightThrough(logits);
  }

  /// From probabilities `[batch…, classes]`, which are divided by their sum.
  ///
  /// @throws IllegalArgumentException if one is negative or not finite, all of a row are 0, or there is no axis
  public static OneHotCategoricalStraightThrough ofProbs(Tensor probs) {
    return new OneHotCategoricalStraightThrough(OneHotCategorical.ofProbs(probs).logits());
  }

  /// The same distribution without gradients of its draws.
  public OneHotCategorical hard() {
    return new OneHotCategorical(logits);
  }

  /// The probabilities, `[batch…, classes]`.
  public Tensor probs() {
    return logits.softmax(-1);
  }

  @Override
  public Shape batchShape() {
    return hard().batchShape();
  }

  @Override
  public Shape eventShape() {
    return hard().eventShape();
  }

  @Override
  public Support support() {
    return Support.ONE_HOT;
  }

  @Override
  public OneHotCategoricalStraightThrough expand(int... batchShape) {
    return new OneHotCategoricalStraightThrough(hard().expand(batchShape).logits());
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    Tensor p = probs();
    // the difference is exactly 0, so the draw keeps its zeros and its 1
    return p.subtract(p.stopGradient()).add(hard().sample(rng, sampleShape));
  }

  @Override
  public Tensor logProb(Tensor value) {
    return hard().logProb(value);
  }

  @Override
  public Tensor entropy() {
    return hard().entropy();
  }

  @Override
  public Tensor mean() {
    return hard().mean();
  }

  @Override
  public Tensor variance() {
    return hard().variance();
  }

  @Override
  public Tensor mode() {
    return hard().mode();
  }

  @Override
  public Tensor enumerateSupport() {
    return hard().enumerateSupport();
  }
}
