package octavo.distribution;

import java.util.Arrays;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The words for a value that lies outside of a set.
final class Offender {
  /// So many numbers of a vector are shown.
  private static final int SHOWN = 6;

  private Offender() {}

  static String describe(Members set, String operation, String name, Tensor value, int place) {
    Shape values = set.contained(value.shape());
    int[] index = index(values, place);
    Shape event = Shapes.trailing(value.shape(), set.eventRank());
    Tensor spread = value.stopGradient().expandTo(Shapes.concat(values, event));
    Tensor one = spread;
    for (int i : index) {
      one = one.narrow(0, i, 1).squeeze(0);
    }
    double[] numbers = one.toDoubleArray();
    String at = index.length == 0 ? "is " : "at " + Arrays.toString(index) + " it is ";
    return "%s: %s %s, but %s%s.%s"
        .formatted(operation, name, set.rule(index), at, numbers(one, numbers), set.wayOut());
  }

  private static String numbers(Tensor one, double[] numbers) {
    if (one.rank() == 0) {
      return number(one, numbers[0]);
    }
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < Math.min(SHOWN, numbers.length); i++) {
      text.append(i == 0 ? "" : ", ").append(number(one, numbers[i]));
    }
    return text.append(numbers.length > SHOWN ? ", …]" : "]").toString();
  }

  private static String number(Tensor of, double number) {
    if (!of.dtype().isFloating()) {
      return Long.toString((long) number);
    }
    return of.dtype() == DType.FLOAT64 ? Double.toString(number) : Float.toString((float) number);
  }

  /// The index of the element at a place in row-major order.
  private static int[] index(Shape shape, int place) {
    int[] index = shape.toArray();
    int rest = place;
    for (int a = index.length - 1; a >= 0; a--) {
      int size = index[a];
      index[a] = rest % size;
      rest /= size;
    }
    return index;
  }
}
