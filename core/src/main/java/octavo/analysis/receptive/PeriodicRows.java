package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.List;
import octavo.analysis.receptive.AxisLink.Steps;
import octavo.analysis.receptive.AxisLink.Table;

/// From what each place of a resized axis reads to a rule that goes on beyond the edges: the step of a
/// resizing is a fraction, `in/out` or, with corners aligned, `(in - 1)/(out - 1)`.
final class PeriodicRows {
  private static final double EXACT = 1e-9;

  private final int in;
  private final List<IndexSet> places;

  private PeriodicRows(int in, List<IndexSet> places) {
    this.in = in;
    this.places = places;
  }

  /// The link for rows of places; periodic if their step is one of the two fractions, else a table.
  ///
  /// @param in the size of the input's axis
  /// @param places what each place of the result reads
  /// @param step how far neighbors of the result lie apart in the input
  static AxisLink link(int axis, int in, List<IndexSet> places, double step) {
    int out = places.size();
    PeriodicRows rows = new PeriodicRows(in, places);
    Ratio half = Ratio.of(in, out);
    Ratio corners = out > 1 && in > 1 ? Ratio.of(in - 1, out - 1) : half;
    for (Ratio ratio : List.of(half, corners)) {
      if (Math.abs(ratio.toDouble() - step) < EXACT && rows.areExplainedBy(ratio)) {
        return rows.steps(axis, ratio);
      }
    }
    return new Table(axis, places);
  }

  /// Whether rows that no edge cuts off repeat, and each is a run.
  private boolean areExplainedBy(Ratio step) {
    int period = (int) step.denominator();
    int advance = (int) step.numerator();
    for (int o = 0; o + period < places.size(); o++) {
      IndexSet here = places.get(o);
      IndexSet there = places.get(o + period);
      boolean free = !here.isEmpty() && !there.isEmpty() && isFree(here) && isFree(there);
      boolean fits =
          !free
              || (here.first() + advance == there.first() && here.last() + advance == there.last());
      if (!fits) {
        return false;
      }
    }
    return period <= places.size() && places.stream().allMatch(PeriodicRows::isRun);
  }

  private static boolean isRun(IndexSet set) {
    return !set.isEmpty() && set.last() - set.first() + 1 == set.count();
  }

  private boolean isFree(IndexSet set) {
    return set.first() > 0 && set.last() < in - 1;
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
        best = gain > 0 || (gain == 0 && nearer) ? o : best;
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
