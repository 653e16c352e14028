package octavo.nn;

import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Turns pairs of numbers of a query or key by an angle that grows with its place (Su et al., "RoFormer",
/// 2021), so that the product of a query and a key depends on their distance alone: pair `i` at place `t` is turned
/// by `t / base^(2i/features)`. Nothing is learned.
///
/// Which numbers are a pair is a convention, and weights that were trained with one fail with the other:
///
/// | | pairs | where |
/// |---|---|---|
/// | `INTERLEAVED` | `2i` and `2i + 1` | the paper, GPT-J, LLaMA as Meta published it |
/// | `HALVES` | `i` and `i + features/2` | GPT-NeoX, LLaMA as Hugging Face converts it |
///
/// @param features numbers of a head, an even number
/// @param base how the wave lengths grow, from `2π` to `2π·base`; 10,000 in the paper
/// @param pairing which numbers are a pair
public record RotaryPositions(int features, double base, Pairing pairing) implements Layer {
  /// Which numbers are a pair.
  public enum Pairing {
    /// Neighbors: `2i` and `2i + 1`.
    INTERLEAVED,
    /// One of each half: `i` and `i + features/2`.
    HALVES
  }

  /// Checks the numbers.
  public RotaryPositions {
    if (features < 2 || features % 2 != 0) {
      throw new IllegalArgumentException(
          "RotaryPositions: the features must be an even number, but are " + features + ".");
    }
    SinusoidalPositions.requireBase("RotaryPositions", base);
  }

  /// Pairs of neighbors, with the paper's base.
  public static RotaryPositions interleaved(int features) {
    return new RotaryPositions(features, 10_000, Pairing.INTERLEAVED);
  }

  /// Pairs of one number of each half, with the paper's base.
  public static RotaryPositions halves(int features) {
    return new RotaryPositions(features, 10_000, Pairing.HALVES);
  }

  /// The same with another base.
  ///
  /// @throws IllegalArgumentException if it is not above 1
  public RotaryPositions withBase(double other) {
    return new RotaryPositions(features, other, pairing);
  }

  /// Queries or keys `[…, steps, features]`, the first of which stands at place 0.
  ///
  /// @throws IllegalArgumentException if `x` does not end in steps and features
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return rotate(x, 0);
  }

  /// Queries or keys `[…, steps, features]`, the first of which stands at place `first`.
  ///
  /// @throws IllegalArgumentException if `x` does not end in steps and features
  public Tensor rotate(Tensor x, int first) {
    int rank = x.rank();
    if (rank < 2 || x.size(-1) != features) {
      throw new IllegalArgumentException(
          "RotaryPositions: the input must be […, steps, %d], but is %s."
              .formatted(features, x.shape()));
    }
    Tensor real = Tensors.real("RotaryPositions", x);
    int half = features / 2;
    Shape paired = x.shape().without(rank - 1);
    Tensor pairs =
        pairing == Pairing.INTERLEAVED
            ? real.reshape(paired.with(rank - 1, half).with(rank, 2))
            : real.reshape(paired.with(rank - 1, 2).with(rank, half)).transpose(rank - 1, rank);
    Tensor a = pairs.narrow(rank, 0, 1).squeeze(rank);
    Tensor b = pairs.narrow(rank, 1, 1).squeeze(rank);
    Tensor cos = table(first, x.size(-2), /* sine= */ false).to(real.dtype());
    Tensor sin = table(first, x.size(-2), /* sine= */ true).to(real.dtype());
    Tensor turnedA = a.multiply(cos).subtract(b.multiply(sin));
    Tensor turnedB = b.multiply(cos).add(a.multiply(sin));
    return pairing == Pairing.INTERLEAVED
        ? Tensors.stack(rank, turnedA, turnedB).flatten(rank - 1)
        : Tensors.concat(rank - 1, turnedA, turnedB);
  }

  private Tensor table(int first, int steps, boolean sine) {
    int half = features / 2;
    double[] values = new double[Shape.of(steps, half).elements()];
    for (int t = 0; t < steps; t++) {
      for (int i = 0; i < half; i++) {
        double angle = ((double) first + t) * Math.pow(base, -2.0 * i / features);
        values[t * half + i] = sine ? Math.sin(angle) : Math.cos(angle);
      }
    }
    return Tensors.of(values, steps, half);
  }
}
