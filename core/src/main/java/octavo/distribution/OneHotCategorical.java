package octavo.distribution;

import java.util.Arrays;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// One of `n` classes as a vector with a single 1, with the probabilities `softmax(logits)`. Values have the type of
/// the logits.
///
/// @param logits scores `[batch…, classes]`, not necessarily normalized; -∞ for a class that is never drawn
public record OneHotCategorical(Tensor logits) implements HasEntropy, Enumerable {
  /// Checks the parameters.
  public OneHotCategorical {
    DType type = Parameters.type("OneHotCategorical", logits);
    logits = Parameters.checked("OneHotCategorical", "logits", logits, type, Support.LOGITS);
  }

  /// From scores `[batch…, classes]`.
  ///
  /// @throws IllegalArgumentException if one is NaN or +∞, all of a row are -∞, or there is no axis
  public static OneHotCategorical ofLogits(Tensor logits) {
    return new OneHotCategorical(logits);
  }

  /// From probabilities `[batch…, classes]`, which are divided by their sum.
  ///
  /// @throws IllegalArgumentException if one is negative or not finite, all of a row are 0, or there is no axis
  public static OneHotCategorical ofProbs(Tensor probs) {
    return new OneHotCategorical(Categorical.logits("OneHotCategorical", probs));
  }

  /// The same distribution of class numbers.
  public Categorical indices() {
    return new Categorical(logits);
  }

  /// The probabilities, `[batch…, classes]`.
  public Tensor probs() {
    return logits.softmax(-1);
  }

  @Override
  public Shape batchShape() {
    return Shapes.leading(logits.shape(), 1);
  }

  @Override
  public Shape eventShape() {
    return Shapes.trailing(logits.shape(), 1);
  }

  @Override
  public Support support() {
    return Support.ONE_HOT;
  }

  @Override
  public OneHotCategorical expand(int... batchShape) {
    return new OneHotCategorical(Shapes.expand("OneHotCategorical", logits, 1, batchShape));
  }

  @Override
  public Tensor sample(Rng rng, int... sampleShape) {
    return hot(indices().sample(rng, sampleShape));
  }

  private Tensor hot(Tensor classes) {
    return Tensors.oneHot(classes, logits.size(-1)).to(logits.dtype());
  }

  /// `Σ xᵢ·ln pᵢ`: linear in the value, so that its gradient is `ln p`.
  @Override
  public Tensor logProb(Tensor value) {
    Tensor x = Parameters.value("logProb", this, value, logits.dtype());
    return Logits.product(x, logits.logSoftmax(-1)).sum(-1);
  }

  @Override
  public Tensor entropy() {
    return Logits.entropy(logits.logSoftmax(-1));
  }

  @Override
  public Tensor mean() {
    return probs();
  }

  @Override
  public Tensor variance() {
    Tensor p = probs();
    return p.multiply(p.negate().add(1));
  }

  /// The likeliest class, the first of several.
  @Override
  public Tensor mode() {
    return hot(logits.argMax(-1));
  }

  @Override
  public Tensor enumerateSupport() {
    int classes = logits.size(-1);
    int[] sizes = new int[logits.rank() + 1];
    Arrays.fill(sizes, 1);
    sizes[0] = classes;
    sizes[logits.rank()] = classes;
    Shape all = Shapes.concat(Shape.of(classes), Shapes.whole(this));
    return Tensors.eye(classes).to(logits.dtype()).reshape(sizes).expandTo(all);
  }
}
