package octavo.analysis.lint;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import octavo.data.Dataset;
import octavo.tensor.Tensor;

/// One label of each example, as far as there is one: class numbers, or for real numbers whether they are
/// above the median.
///
/// @param first those of the first examples, in the order of the data set
/// @param spread those of as many examples at equal distances through the whole data set
record Labels(long[] first, long[] spread) {
  /// How many examples are read for each of the two; a run of labels is certain long before.
  private static final int READ = 512;

  static Labels of(Dataset data) {
    int n = data.size();
    int count = Math.min(READ, n);
    int[] near = IntStream.range(0, count).toArray();
    int[] far = IntStream.range(0, count).map(i -> (int) ((long) i * n / count)).toArray();
    return new Labels(
        labels(data.batch(near).targets()),
        n == count ? new long[0] : labels(data.batch(far).targets()));
  }

  /// None if the targets are several numbers for each example.
  private static long[] labels(Tensor targets) {
    int n = targets.size(0);
    if (targets.elements() != n || n == 0) {
      return new long[0];
    }
    double[] values =
        targets.stopGradient().to(octavo.storage.DType.FLOAT64).reshape(n).toDoubleArray();
    long[] found = new long[n];
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < n; i++) {
      boolean isClass = !targets.dtype().isFloating();
      found[i] = isClass ? (long) values[i] : values[i] > sorted[(n - 1) / 2] ? 1 : 0;
    }
    return found;
  }

  /// How probable it is that two examples drawn at random have one label.
  static double chance(long[] labels) {
    Map<Long, Integer> counts = new HashMap<>();
    for (long label : labels) {
      counts.merge(label, 1, Integer::sum);
    }
    double sum = 0;
    for (int count : counts.values()) {
      sum += Math.pow((double) count / labels.length, 2);
    }
    return sum;
  }

  /// How often neighbors have one label.
  static double neighbors(long[] labels) {
    int equal = 0;
    for (int i = 1; i < labels.length; i++) {
      equal += labels[i] == labels[i - 1] ? 1 : 0;
    }
    return labels.length < 2 ? 0 : (double) equal / (labels.length - 1);
  }
}
