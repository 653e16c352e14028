package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.List;
import octavo.analysis.receptive.AxisLink.Steps;
import octavo.analysis.receptive.AxisLink.Table;
import org.jspecify.annotations.Nullable;

/// From what each place of a resized axis reads to a rule that goes on beyond the edges: the step of a
/// resizing is a fraction, `in/out` or, with corners aligned, `(in - 1)/(out - 1)`.
final class PeriodicRows {
  private final int in;
  private final List<IndexSet> places;
  private final double @Nullable [] centers;

  private PeriodicRows(int in, List<IndexSet> places, double @Nullable [] centers) {
    this.in = in;
    this.places = places;
    this.centers = centers;
  }

  /// The link for rows of places; periodic if one of the two steps explains them, else a table.
  ///
  /// @param in the size of the input's axis
  /// @param places what each place of the result reads
  /// @param centers the weighted means of these, or null if there are no weights
  static AxisLink link(int axis, int in, List<IndexSet> places, double @Nullable [] centers) {
    int out = places.size();
    PeriodicRows rows = new PeriodicRows(in, places, centers);
    Ratio half = Ratio.of(in, out);
    List<Ratio> steps = new ArrayList<>(List.of(half));
    if (out > 1 && in > 1) {
      steps.add(Ratio.of(in - 1, out - 1));
    }
    Ratio best = null;
    for (Ratio step : steps) {
      if (rows.isExplainedBy(step)
          && (best == null || rows.distance(step) < rows.distance(best) - 1e-9)) {
        best = step;
      }
    }
    return best == null ? new Table(axis, places) : rows.steps(axis, best);
  }

  /// Whether rows that no edge cuts off repeat.
  private boolean isExplainedBy(Ratio step) {
    int period = (int) step.denominator();
    int advance = (int) step.numerator();
    for (int o = 0; o + period < places.size(); o++) {
      IndexSet here = places.get(o);
      IndexSet there = places.get(o + period);
      boolean fits =
          here.first() + advance == there.first() && here.last() + advance == there.last();
      if (!fits && isFree(here) && isFree(there)) {
        return false;
      }
    }
    return places.stream().noneMatch(IndexSet::isEmpty) && places.stream().allMatch(this::isRun);
  }

  private boolean isRun(IndexSet set) {
    return set.last() - set.first() + 1 == set.count();
  }

  private boolean isFree(IndexSet set) {
    return set.first() > 0 && set.last() < in - 1;
  }

  /// How far the mean distance of the centers of neighbors, between the edges, is from the step.
  private double distance(Ratio step) {
    if (centers == null) {
      return 0;
    }
    double sum = 0;
    int count = 0;
    for (int o = 0; o + 1 < centers.length; o++) {
      if (places.get(o).count() > 1 && places.get(o + 1).count() > 1) {
        sum += centers[o + 1] - centers[o];
        count++;
      }
    }
    return count == 0 ? 0 : Math.abs(sum / count - step.toDouble());
  }

  /// Of each phase the row that the edges cut off least, the nearest to the middle if there are several.
  private AxisLink steps(int axis, Ratio step) {
    int period = (int) step.denominator();
    int advance = (int) step.numerator();
    List<Integer> low = new ArrayList<>();
    List<Integer> high = new ArrayList<>();
    for (int r = 0; r < period; r++) {
      int best = r;
      for (int o = r; o < places.size(); o += period) {
        int gain = places.get(o).count() - places.get(best).count();
        boolean nearer = offMiddle(o) < offMiddle(best);
        best = gain > 0 || gain == 0 && nearer ? o : best;
      }
      int shift = (best - r) / period * advance;
      low.add(places.get(best).first() - shift);
      high.add(places.get(best).last() - shift);
    }
    return new Steps(axis, advance, List.copyOf(low), List.copyOf(high));
  }

  private int offMiddle(int o) {
    return Math.abs(2 * o + 1 - places.size());
  }
}
