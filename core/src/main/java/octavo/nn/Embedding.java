package octavo.nn;

import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// A row of numbers for each index: int64 `[…]` to `[…, features]`.
///
/// @param weight `[count, features]`
public record Embedding(Parameter weight) implements Layer {
  /// `count` rows of `features` normal numbers.
  public static Embedding create(int count, int features, Rng rng) {
    return new Embedding(
        Parameter.of(Initializer.normal(0, 1).create(rng, Shape.of(count, features))));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor rows = weight.in(mode).indexSelect(0, x.flatten());
    return rows.reshape(x.shape().with(x.rank(), weight.tensor().size(1)));
  }
}
