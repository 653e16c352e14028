package octavo.distribution;

import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// A set of values: those that a distribution can draw, or that a parameter may have.
///
/// A set of vectors or matrices has an [#eventRank()] of 1 or 2: the last axes of a tensor make one value.
public final class Support {
  /// Every number and both infinities, but not NaN.
  public static final Support NUMBER =
      numbers(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, true, true);

  /// The finite numbers.
  public static final Support REAL =
      numbers(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false, false);

  /// Finite numbers above 0.
  public static final Support POSITIVE = numbers(0, Double.POSITIVE_INFINITY, false, false);

  /// Finite numbers from 0 on.
  public static final Support NON_NEGATIVE = numbers(0, Double.POSITIVE_INFINITY, true, false);

  /// Numbers from 0 to 1, both included.
  public static final Support UNIT_INTERVAL = numbers(0, 1, true, true);

  /// Numbers between 0 and 1, neither included.
  public static final Support OPEN_UNIT_INTERVAL = numbers(0, 1, false, false);

  /// Numbers between -1 and 1, neither included.
  static final Support BETWEEN_MINUS_ONE_AND_ONE = numbers(-1, 1, false, false);

  /// Numbers from 0, which is not included, to 1, which is.
  static final Support POSITIVE_PROBABILITY = numbers(0, 1, false, true);

  /// Every number and ∞, but not -∞.
  static final Support ABOVE_MINUS_INFINITY =
      numbers(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false, true);

  /// 0 and 1.
  public static final Support BOOLEAN = integerInterval(0, 1);

  /// Vectors of finite numbers.
  public static final Support REAL_VECTOR = REAL.independent(1);

  /// Vectors of numbers from 0 to 1 whose sum is 1 within 10⁻⁵ (float64: 10⁻⁹).
  public static final Support SIMPLEX = new Support(VectorMembers.SIMPLEX, 0);

  /// Vectors of zeros with a single 1.
  public static final Support ONE_HOT = new Support(VectorMembers.ONE_HOT, 0);

  /// Vectors of logarithms of numbers whose sum is 1 within 10⁻⁵ (float64: 10⁻⁹).
  public static final Support LOG_SIMPLEX = new Support(VectorMembers.LOG_SIMPLEX, 0);

  /// Vectors of scores: finite or -∞, at least one finite.
  public static final Support LOGITS = new Support(VectorMembers.LOGITS, 0);

  /// Vectors of finite numbers that are not negative, at least one of them positive.
  public static final Support WEIGHTS = new Support(VectorMembers.WEIGHTS, 0);

  /// Lower triangular matrices with a positive diagonal.
  public static final Support LOWER_CHOLESKY = new Support(VectorMembers.LOWER_CHOLESKY, 0);

  /// Symmetric matrices that have a Cholesky factor, whatever the rounding of their elements.
  public static final Support POSITIVE_DEFINITE = new Support(VectorMembers.POSITIVE_DEFINITE, 0);

  /// The integers 0, 1, 2, ….
  public static Support nonNegativeIntegers() {
    return integers(0, Double.POSITIVE_INFINITY);
  }

  /// The integers from `low` to `high`, both included.
  public static Support integerInterval(long low, long high) {
    return integers(low, high);
  }

  /// The integers from `low` to `high`, both included, which broadcast with the values.
  public static Support integerInterval(Tensor low, Tensor high) {
    return new Support(
        new IntervalMembers(low.stopGradient(), high.stopGradient(), true, true, true), 0);
  }

  /// Numbers from `low` to `high`, both included.
  public static Support interval(double low, double high) {
    return numbers(low, high, true, true);
  }

  /// Numbers from `low` to `high`, both included, which broadcast with the values.
  public static Support interval(Tensor low, Tensor high) {
    return new Support(
        new IntervalMembers(low.stopGradient(), high.stopGradient(), true, true, false), 0);
  }

  /// Finite numbers from `low` on, which broadcasts with the values.
  public static Support atLeast(Tensor low) {
    Tensor high = Tensors.full(DType.FLOAT64, Shape.SCALAR, Double.POSITIVE_INFINITY);
    return new Support(new IntervalMembers(low.stopGradient(), high, true, false, false), 0);
  }

  private final Members members;
  private final int axes;

  private Support(Members members, int axes) {
    this.members = members;
    this.axes = axes;
  }

  private static Support numbers(double low, double high, boolean withLow, boolean withHigh) {
    return new Support(IntervalMembers.of(low, high, withLow, withHigh), 0);
  }

  private static Support integers(double low, double high) {
    return new Support(IntervalMembers.integers(low, high), 0);
  }

  /// What a transform makes of a set.
  static Support image(Support of, Transform transform) {
    return new Support(new ImageMembers(of, transform), 0);
  }

  /// The values in one of the sets along the last axis of their bounds.
  static Support union(Support each) {
    return each.members instanceof IntervalMembers interval && interval.isBatched()
        ? new Support(new UnionMembers(each), 0)
        : each;
  }

  /// The shape of the values in a tensor of this shape: broadcast with the bounds and without the axes of the event.
  Shape contained(Shape value) {
    return Shapes.leading(members.contained(value), axes);
  }

  /// Arrays with so many axes more, every element of which lies in this set.
  ///
  /// @throws IllegalArgumentException if the number is negative
  public Support independent(int more) {
    if (more < 0) {
      throw new IllegalArgumentException(
          "independent: the number of axes must not be negative, but is " + more + ".");
    }
    return more == 0 ? this : new Support(members, axes + more);
  }

  /// A number that no element of a value is below; -∞ if none is known.
  double least() {
    return members.least();
  }

  /// A number that no element of a value is above; ∞ if none is known.
  double most() {
    return members.most();
  }

  /// The number of axes that make one value.
  public int eventRank() {
    return members.eventRank() + axes;
  }

  /// Whether the values are isolated, so that `logProb` is of a probability and not of a density.
  public boolean isDiscrete() {
    return members.isDiscrete();
  }

  /// For each value, whether it lies in the set: bool, in the shape of the values broadcast with the bounds and
  /// without the axes of the event.
  ///
  /// @throws IllegalArgumentException if the tensor has too few axes or does not broadcast
  public Tensor contains(Tensor value) {
    requireAxes("contains", "the value", value);
    Shape shape = members.contained(value.shape());
    boolean[] inside = members.inside(value);
    Tensor each =
        Tensors.of(inside, shape.rank() == 0 ? new int[] {1} : shape.toArray()).reshape(shape);
    return axes == 0 ? each : each.all(lastAxes());
  }

  private int[] lastAxes() {
    int[] last = new int[axes];
    for (int i = 0; i < axes; i++) {
      last[i] = -1 - i;
    }
    return last;
  }

  /// `value` itself, if all of it lies in the set. Traced tensors have no numbers yet and pass.
  ///
  /// @param operation the name in the message
  /// @param name what is checked, such as `scale`
  /// @throws IllegalArgumentException if a value does not; the first one is named with its index
  public Tensor require(String operation, String name, Tensor value) {
    boolean traced = value.node() != null && !value.isTracked();
    if (traced) {
      return value;
    }
    requireAxes(operation, name, value);
    boolean[] inside = members.inside(value);
    for (int i = 0; i < inside.length; i++) {
      if (!inside[i]) {
        throw new IllegalArgumentException(Offender.describe(members, operation, name, value, i));
      }
    }
    return value;
  }

  private void requireAxes(String operation, String name, Tensor value) {
    if (value.rank() < eventRank()) {
      throw new IllegalArgumentException(
          "%s: %s must have at least %s, but its shape is %s."
              .formatted(
                  operation,
                  name,
                  eventRank() == 1 ? "one axis" : eventRank() + " axes",
                  value.shape()));
    }
  }

  /// What is asked of a value, as in "must be finite and positive".
  @Override
  public String toString() {
    return members.rule() + (axes == 0 ? "" : " everywhere");
  }
}
