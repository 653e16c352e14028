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
  /// @param places what each place of the result reads; no row is empty
  /// @param step how far neighbors of the result lie apart in the input
  static AxisLink link(int axis, int in, List<IndexSet> places, double step) {
    int out = places.size();
    PeriodicRows rows = new PeriodicRows(in, places);
    Ratio half = Ratio.of(in, out);
    Ratio corners = out > 1 && in > 1 ? Ratio.of(in - 1, out - 1) : half;
    for (Ratio ratio : List.of(half, corners)) {
      if (Math.abs(ratio.toDouble() - step) < EXACT) {
        Steps steps = rows.steps(axis, ratio);
        if (rows.areExplainedBy(steps)) {
          return steps;
        }
      }
    }
    return new Table(axis, places);
  }

  /// The rows without edges: an edge cuts rows off, so each end of a phase is that of the row which reaches
  /// farthest once all are moved to where the phase begins.
  private Steps steps(int axis, Ratio step) {
    int period = (int) step.denominator();
    int advance = (int) step.numerator();
    List<Integer> low = new ArrayList<>();
    List<Integer> high = new ArrayList<>();
    for (int phase = 0; phase < period; phase++) {
      int first = Integer.MAX_VALUE;
      int last = Integer.MIN_VALUE;
      for (int o = phase; o < places.size(); o += period) {
        int moved = o / period * advance;
        first = Math.min(first, places.get(o).first() - moved);
        last = Math.max(last, places.get(o).last() - moved);
      }
      low.add(first);
      high.add(last);
    }
    return new Steps(axis, advance, List.copyOf(low), List.copyOf(high));
  }

  /// Whether the steps, cut off at the edges, are the rows: not where the rows are no runs, or repeat otherwise.
  private boolean areExplainedBy(Steps steps) {
    for (int o = 0; o < places.size(); o++) {
      IndexSet run = new IndexSet();
      steps.runs(o, run::add);
      if (!run.within(in).equals(places.get(o))) {
        return false;
      }
    }
    return true;
  }
}
