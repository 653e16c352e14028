package octavo.distribution;

import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Numbers, or integers alone, between two bounds that broadcast with the values.
///
/// @param low the lower bounds
/// @param high the upper bounds
/// @param includesLow whether the lower bound belongs to the set
/// @param includesHigh whether the upper bound belongs to the set
/// @param isDiscrete whether only integers do
record IntervalMembers(
    Tensor low, Tensor high, boolean includesLow, boolean includesHigh, boolean isDiscrete)
    implements Members {
  static IntervalMembers of(double low, double high, boolean includesLow, boolean includesHigh) {
    return new IntervalMembers(scalar(low), scalar(high), includesLow, includesHigh, false);
  }

  static IntervalMembers integers(double low, double high) {
    return new IntervalMembers(scalar(low), scalar(high), true, Double.isFinite(high), true);
  }

  private static Tensor scalar(double number) {
    return Tensors.full(DType.FLOAT64, Shape.SCALAR, number);
  }

  /// Whether the bounds differ along an axis.
  boolean isBatched() {
    return low.rank() + high.rank() > 0;
  }

  @Override
  public int eventRank() {
    return 0;
  }

  @Override
  public double least() {
    return low.elements() == 0 ? Double.NEGATIVE_INFINITY : low.min().item();
  }

  @Override
  public double most() {
    return high.elements() == 0 ? Double.POSITIVE_INFINITY : high.max().item();
  }

  @Override
  public Shape contained(Shape value) {
    return Shape.broadcast("support", value, Shape.broadcast("support", low.shape(), high.shape()));
  }

  @Override
  public String rule(int... index) {
    if (index.length < Math.max(low.rank(), high.rank())) {
      return "must lie between its bounds";
    }
    return rule(at(low, index), at(high, index));
  }

  private static double at(Tensor bound, int[] index) {
    int[] own = new int[bound.rank()];
    for (int a = 0; a < own.length; a++) {
      int place = index[index.length - own.length + a];
      own[a] = bound.size(a) == 1 ? 0 : place;
    }
    return bound.get(own);
  }

  private String rule(double from, double to) {
    boolean open = to == Double.POSITIVE_INFINITY;
    if (isDiscrete) {
      String whole = "must be an integer ";
      return open ? whole + "from " + (long) from + " on" : whole + range((long) from, (long) to);
    }
    if (!open) {
      return "must be in "
          + (includesLow ? "[" : "(")
          + from
          + ", "
          + to
          + (includesHigh ? "]" : ")");
    }
    if (from == Double.NEGATIVE_INFINITY) {
      return includesLow ? "must not be NaN" : "must be finite";
    }
    if (from == 0) {
      return includesLow ? "must be finite and not negative" : "must be finite and positive";
    }
    return "must be finite and " + (includesLow ? "at least " : "more than ") + from;
  }

  private static String range(long from, long to) {
    return "from " + from + " to " + to;
  }

  @Override
  public boolean[] inside(Tensor value) {
    if (low.elements() == 1 && high.elements() == 1 && low.rank() + high.rank() == 0) {
      return betweenNumbers(value, low.item(), high.item());
    }
    Shape shape = contained(value.shape());
    double[] numbers = value.expandTo(shape).toDoubleArray();
    double[] from = low.expandTo(shape).toDoubleArray();
    double[] to = high.expandTo(shape).toDoubleArray();
    boolean[] inside = new boolean[numbers.length];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = admits(numbers[i], from[i], to[i]);
    }
    return inside;
  }

  private boolean[] betweenNumbers(Tensor value, double from, double to) {
    if (value.dtype() == DType.FLOAT32) {
      float[] numbers = value.toFloatArray();
      boolean[] inside = new boolean[numbers.length];
      for (int i = 0; i < inside.length; i++) {
        inside[i] = admits(numbers[i], from, to);
      }
      return inside;
    }
    double[] numbers = value.toDoubleArray();
    boolean[] inside = new boolean[numbers.length];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = admits(numbers[i], from, to);
    }
    return inside;
  }

  private boolean admits(double x, double from, double to) {
    boolean above = includesLow ? x >= from : x > from;
    boolean below = includesHigh ? x <= to : x < to;
    return above && below && (!isDiscrete || x == Math.rint(x));
  }
}
