package octavo.distribution;

import java.util.Arrays;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// One of the classes `0, …, n - 1` with the probabilities `softmax(logits)`. Values are int64 class numbers.
///
/// Class numbers have no mean and no variance: both are NaN, as in the literature's libraries.
///
/// @param logits scores `[batch…, classes]`, not necessarily normalized; -∞ for a class that is never drawn
public record Categorical(Tensor logits) implements HasEntropy, Enumerable {
  // where an alias table has been measured to be faster than noise for every class
  private static final int MANY_DRAWS = 32;

  private static final int MANY_CLASSES = 16;

  /// Checks the parameters.
  public Categorical {
    DType type = Parameters.type("Categorical", logits);
    logits = Parameters.checked("Categorical", "logits", logits, type, Support.LOGITS);
  }

  /// From scores `[batch…, classes]`.
  ///
  /// @throws IllegalArgumentException if one is NaN or +∞, all of a row are -∞, or there is no axis
  public static Categorical ofLogits(Tensor logits) {
    return new Categorical(logits);
  }

  /// From probabilities `[batch…, classes]`, which are divided by their sum.
  ///
  /// @throws IllegalArgumentException if one is negative or not finite, all of a row are 0, or there is no axis
  public static Categorical ofProbs(Tensor probs) {
    return new Categorical(logits("Categorical", probs));
  }

  static Tensor logits(String distribution, Tensor probs) {
    Tensor real = Tensors.real(distribution, probs);
    return Logits.log(Support.WEIGHTS.require(distribution, "probs", real));
  }

  /// The probabilities, `[batch…, classes]`.
  public Tensor probs() {
    return logits.softmax(-1);
  }

  /// The logarithms of the probabilities, `[batch…, classes]`.
  public Tensor logProbs() {
    return logits.logSoftmax(-1);
  }

  /// The number of classes.
  public int classes() {
    return logits.size(-1);
  }

  @Override
  public Shape batchShape() {
    return Shapes.leading(logits.shape(), 1);
  }

  @Override
  public Shape eventShape() {
    return Shape.SCALAR;
  }

  @Override
  public Support support() {
    return Support.integerInterval(0, classes() - 1);
  }

  @Override
  public Categorical expand(int... batchShape) {
    return new Categorical(Shapes.expand("Categorical", logits, 1, batchShape));
  }

  /// Few draws are the class of the largest score after noise of Gumbel's distribution is added to each (the Gumbel-max
  /// trick); many draws of many classes come from an alias table. Which of them depends on shapes alone.
  @Override
  public Tensor sample(Rng rng, int... sampleShape) {
    Shape draws = Shape.of(sampleShape);
    boolean table = draws.elements() >= MANY_DRAWS && classes() >= MANY_CLASSES;
    Tensor scores = logits.stopGradient();
    if (table) {
      return RandomTensors.categorical(rng, scores, sampleShape);
    }
    int[] drawn = Shapes.concat(draws, logits.shape()).toArray();
    return Noise.gumbel(logits.dtype(), rng, drawn).add(scores).argMax(-1);
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor x = Parameters.value("logProb", this, value, DType.INT64);
    Shape shape = Shape.broadcast("logProb", x.shape(), batchShape());
    Tensor all = logProbs().expandTo(shape.with(shape.rank(), classes()));
    return all.gather(-1, x.expandTo(shape).unsqueeze(shape.rank())).squeeze(-1);
  }

  @Override
  public Tensor entropy() {
    return Logits.entropy(logProbs());
  }

  @Override
  public Tensor mean() {
    return Parameters.full(this, logits.dtype(), Double.NaN);
  }

  @Override
  public Tensor variance() {
    return mean();
  }

  /// The likeliest class, the first of several.
  @Override
  public Tensor mode() {
    return logits.argMax(-1);
  }

  @Override
  public Tensor enumerateSupport() {
    int[] sizes = new int[logits.rank()];
    Arrays.fill(sizes, 1);
    sizes[0] = classes();
    Shape all = Shapes.concat(Shape.of(classes()), batchShape());
    return Tensors.arange(classes()).reshape(sizes).expandTo(all);
  }
}
