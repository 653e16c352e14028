package octavo.optim;

import java.util.List;
import java.util.OptionalDouble;
import octavo.storage.DType;
import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The direction of Adafactor (Shazeer and Stern, 2018), PyTorch's form: of the mean of squares of a
/// matrix only the means of its rows and columns are kept, so the state of `m×n` numbers is `m + n`.
///
/// With `s = t^β` the means are `r = (1-s)r + s·mean(u² of rows)`, `c` likewise of columns, and the
/// estimate is `v = r·c/mean(r)`; vectors keep `v = (1-s)v + s·u²` whole. The direction is `d = u/√v`,
/// divided by `max(1, rms(d)/threshold)` and scaled by the parameter's own size: `p = p - max(ε₂,
/// rms(p))·min(rate, 1/√t)·d`. Of more than two axes the last two are the matrix.
///
/// @param beta2Decay β, negative: how fast the means slow down
/// @param epsilon1 the least mean of squares; PyTorch takes the machine epsilon of the element type,
///   and so does an empty value
/// @param epsilon2 the least size of a parameter
/// @param threshold how large the root mean square of the direction may be
public record Adafactor(
    double beta2Decay, OptionalDouble epsilon1, double epsilon2, double threshold)
    implements WholeTransform {
  /// Checks the numbers.
  public Adafactor {
    Numbers.require(beta2Decay <= 0, "adafactor: beta2Decay must not be positive", beta2Decay);
    Numbers.requireNotNegative("adafactor: epsilon1", epsilon1.orElse(0));
    Numbers.requireNotNegative("adafactor: epsilon2", epsilon2);
    Numbers.require(threshold >= 1, "adafactor: the threshold must be at least 1", threshold);
  }

  /// β = -0.8, ε₂ = 0.001, threshold 1.
  public static Adafactor defaults() {
    return new Adafactor(-0.8, OptionalDouble.empty(), 1e-3, 1);
  }

  /// Another slowing down.
  public Adafactor withBeta2Decay(double value) {
    return new Adafactor(value, epsilon1, epsilon2, threshold);
  }

  /// Other epsilons.
  public Adafactor withEpsilons(double squares, double size) {
    return new Adafactor(beta2Decay, OptionalDouble.of(squares), size, threshold);
  }

  /// Another threshold.
  public Adafactor withThreshold(double value) {
    return new Adafactor(beta2Decay, epsilon1, epsilon2, value);
  }

  @Override
  public List<Slot> slots(Shape shape) {
    int rank = shape.rank();
    if (rank < 2) {
      return List.of(Slot.zeros("variance"));
    }
    return List.of(
        Slot.zeros("row_var", shape.withSize(rank - 1, 1)),
        Slot.zeros("col_var", shape.withSize(rank - 2, 1)));
  }

  @Override
  public Tensor apply(Tensor u, Step step) {
    if (u.elements() == 0) {
      return u; // there are no means of nothing
    }
    double share = Math.pow(step.number(), beta2Decay);
    double least = epsilon1.orElse(u.dtype() == DType.FLOAT64 ? 0x1p-52 : 0x1p-23);
    Tensor v = u.rank() < 2 ? whole(u, step, share) : factored(u, step, share, least);
    Tensor d = u.multiply(v.maximum(least * least).rsqrt());
    double size = Math.max(epsilon2, rootMeanSquare(step.parameter()));
    double rate = step.rate() == 0 ? 1 : Math.min(1, 1 / (Math.sqrt(step.number()) * step.rate()));
    return d.multiply(size * rate / Math.max(1, rootMeanSquare(d) / threshold));
  }

  private static double rootMeanSquare(Tensor x) {
    return GradientNorm.of(x) / Math.sqrt(x.elements());
  }

  private static Tensor blended(Step step, int slot, Tensor squares, double share) {
    step.remember(slot, step.state(slot).multiply(1 - share).add(squares.multiply(share)));
    return step.state(slot);
  }

  private static Tensor whole(Tensor u, Step step, double share) {
    return blended(step, 0, u.square(), share);
  }

  private static Tensor factored(Tensor u, Step step, double share, double least) {
    Tensor squares = u.square();
    Tensor rows = blended(step, 0, squares.mean(Axes.keep(-1)), share);
    Tensor columns = blended(step, 1, squares.mean(Axes.keep(-2)), share);
    return rows.multiply(columns).divide(rows.mean(Axes.keep(-2)).maximum(least));
  }
}
