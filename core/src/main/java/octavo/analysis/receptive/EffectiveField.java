package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import octavo.tensor.Tensor;

/// How much each place of the input matters to one place of a node: the size of the gradient, averaged over
/// inputs and channels. It is like a bell, narrower than the receptive field (Luo, Li, Urtasun and Zemel,
/// "Understanding the effective receptive field in deep convolutional neural networks", 2016): in a network of
/// `n` equal layers its width grows like `√n`, that of the field like `n`. Training changes
/// it: Luo et al. saw it grow; take it before and after to see.
///
/// @param map the sizes, one axis for each spatial axis of the input
/// @param field the receptive field of that place, cut off at the edges
/// @param axes what is said of each axis
/// @param count how many places have at least 4.55 % of the largest size, the mark of two standard deviations
///     that the paper counts by
/// @param share `count` in parts of the places of the receptive field's box
/// @param radius the distance from the centroid within which 95 % of the sizes lie
public record EffectiveField(
    Tensor map, Support field, List<Axis> axes, long count, double share, double radius) {
  /// What of the largest size still counts: 1 - 95.45 %.
  private static final double COUNTS = 0.0455;

  private static final double MOST = 0.95;

  /// The sizes added up across the other axes.
  ///
  /// @param axis the axis of the input
  /// @param mean the centroid
  /// @param deviation the standard deviation: that of the Gaussian with the same two moments
  /// @param gaussian how much of the sums' variation that Gaussian explains, R², 1 for a perfect bell
  /// @param first the first place of the shortest run, as wide on both sides of the centroid rounded to half places,
  ///     that holds 95 %, without places at its ends that hold nothing
  /// @param last its last place
  public record Axis(
      int axis, double mean, double deviation, double gaussian, int first, int last) {
    /// The length of the run that holds 95 %.
    public int extent() {
      return last - first + 1;
    }
  }

  static EffectiveField of(Tensor map, List<Integer> inputAxes, Support field) {
    double[] sizes = map.toDoubleArray();
    List<Axis> axes = new ArrayList<>();
    for (int a = 0; a < inputAxes.size(); a++) {
      axes.add(axis(inputAxes.get(a), sums(sizes, map.shape().toArray(), a)));
    }
    double largest = 0;
    for (double size : sizes) {
      largest = Math.max(largest, size);
    }
    long count = 0;
    for (double size : sizes) {
      count += largest > 0 && size >= COUNTS * largest ? 1 : 0;
    }
    long box = 1;
    for (Support.Axis axis : field.axes()) {
      box *= axis.extent();
    }
    double share = box == 0 ? 0 : (double) count / box;
    double radius = radius(sizes, map.shape().toArray(), axes);
    return new EffectiveField(map, field, List.copyOf(axes), count, share, radius);
  }

  private static double[] sums(double[] sizes, int[] shape, int axis) {
    int inner = 1;
    for (int a = axis + 1; a < shape.length; a++) {
      inner *= shape[a];
    }
    double[] sums = new double[shape[axis]];
    for (int f = 0; f < sizes.length; f++) {
      sums[f / inner % shape[axis]] += sizes[f];
    }
    return sums;
  }

  private static Axis axis(int axis, double[] sums) {
    double total = 0;
    double mean = 0;
    for (int i = 0; i < sums.length; i++) {
      total += sums[i];
      mean += i * sums[i];
    }
    if (!Double.isFinite(total)) {
      throw new IllegalArgumentException(
          "effective: gradients must be finite, but those along axis %d add up to %s. Look for numbers of the inputs or parameters that are not, with Graph.firstNonFinite."
              .formatted(axis, total));
    }
    if (total == 0) {
      return new Axis(axis, 0, 0, 0, 0, -1);
    }
    mean /= total;
    double variance = 0;
    for (int i = 0; i < sums.length; i++) {
      variance += (i - mean) * (i - mean) * sums[i] / total;
    }
    double deviation = Math.sqrt(variance);
    int ends = (int) Math.round(2 * mean); // the sum of both ends of the run
    int first = Math.floorDiv(ends, 2);
    while (held(sums, first, ends - first) < MOST * total) {
      first--;
    }
    int last = Math.min(sums.length - 1, ends - first);
    first = Math.max(0, first);
    while (sums[first] == 0) {
      first++;
    }
    while (sums[last] == 0) {
      last--;
    }
    double gaussian = explained(sums, total, mean, deviation);
    return new Axis(axis, mean, deviation, gaussian, first, last);
  }

  private static double held(double[] sums, int first, int last) {
    double held = 0;
    for (int i = Math.max(0, first); i <= Math.min(sums.length - 1, last); i++) {
      held += sums[i];
    }
    return held;
  }

  /// `1 - Σ(p - g)² / Σ(p - p̄)²` of the shares `p` and those of a Gaussian, `g`, each over one place.
  private static double explained(double[] sums, double total, double mean, double deviation) {
    double wrong = 0;
    double spread = 0;
    for (int i = 0; i < sums.length; i++) {
      double z = deviation == 0 ? (i == Math.round(mean) ? 0 : 1e9) : (i - mean) / deviation;
      double bell =
          Math.exp(-z * z / 2) / (deviation == 0 ? 1 : deviation * Math.sqrt(2 * Math.PI));
      double share = sums[i] / total;
      wrong += (share - bell) * (share - bell);
      spread += (share - 1.0 / sums.length) * (share - 1.0 / sums.length);
    }
    return spread == 0 ? 0 : 1 - wrong / spread;
  }

  private static double radius(double[] sizes, int[] shape, List<Axis> axes) {
    List<double[]> places = new ArrayList<>(); // distance and size
    double total = 0;
    for (int f = 0; f < sizes.length; f++) {
      if (sizes[f] > 0) {
        int rest = f;
        double square = 0;
        for (int a = shape.length - 1; a >= 0; a--) {
          double off = rest % shape[a] - axes.get(a).mean();
          square += off * off;
          rest /= shape[a];
        }
        places.add(new double[] {Math.sqrt(square), sizes[f]});
        total += sizes[f];
      }
    }
    places.sort((p, q) -> Double.compare(p[0], q[0]));
    double held = 0;
    for (double[] place : places) {
      held += place[1];
      if (held >= MOST * total) {
        return place[0];
      }
    }
    return 0;
  }

  /// In words, a line for each axis and one for all.
  public String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < axes.size(); i++) {
      Axis axis = axes.get(i);
      text.append(
          String.format(
              Locale.ROOT,
              "axis %d: 95 %% within %d…%d (%d of %d places), mean %.2f, deviation %.2f, Gaussian to R² %.3f\n",
              axis.axis(),
              axis.first(),
              axis.last(),
              axis.extent(),
              field.axes().get(i).extent(),
              axis.mean(),
              axis.deviation(),
              axis.gaussian()));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%d places have at least 4.55 %% of the largest gradient, %.1f %% of the receptive field; 95 %% within a radius of %.2f\n",
            count,
            100 * share,
            radius));
    return text.toString();
  }
}
