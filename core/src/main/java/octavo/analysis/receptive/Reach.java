package octavo.analysis.receptive;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntFunction;
import octavo.analysis.receptive.AxisLink.All;

/// From where to where along one axis of the input the places of an axis see: of place `q·period + r` it is
/// `[low[r] + q·advance, high[r] + q·advance]`. A reach with edges holds for `[from, from + low.length)` alone,
/// and beyond it nothing is seen.
final class Reach {
  /// The low end of nothing; the high end is less.
  static final int NOTHING = Integer.MAX_VALUE;

  private static final int LONGEST_PERIOD = 1 << 14;

  private final boolean edged;
  private final int from;
  private final int advance;
  private final int[] low;
  private final int[] high;

  private Reach(boolean edged, int from, int advance, int[] low, int[] high) {
    this.edged = edged;
    this.from = from;
    this.advance = advance;
    this.low = low;
    this.high = high;
  }

  /// Each place sees itself, and so on beyond the edges.
  static Reach endless() {
    return new Reach(false, 0, 1, new int[] {0}, new int[] {0});
  }

  /// Each of `size` places sees itself.
  static Reach edged(int size) {
    int[] places = new int[size];
    Arrays.setAll(places, i -> i);
    return new Reach(true, 0, 0, places, places);
  }

  /// Every place sees the same.
  static Reach constant(int low, int high) {
    return new Reach(false, 0, 0, new int[] {low}, new int[] {high});
  }

  private static Reach table(int from, int size) {
    int[] low = new int[size];
    int[] high = new int[size];
    Arrays.fill(low, NOTHING);
    Arrays.fill(high, Integer.MIN_VALUE);
    return new Reach(true, from, 0, low, high);
  }

  /// A table of `size` places.
  static Reach table(int size, IntFunction<int[]> ends) {
    Reach table = table(0, size);
    for (int o = 0; o < size; o++) {
      int[] both = ends.apply(o);
      table.low[o] = both[0];
      table.high[o] = both[1];
    }
    return table;
  }

  boolean isEdged() {
    return edged;
  }

  /// Whether no place sees anything.
  boolean isEmpty() {
    return Arrays.stream(low).allMatch(l -> l == NOTHING);
  }

  /// Whether every place sees something, also beyond the edges.
  boolean isFull() {
    return !edged && Arrays.stream(low).noneMatch(l -> l == NOTHING);
  }

  /// Which places see something, in a form that can be compared.
  String pattern() {
    BitSet seen = new BitSet();
    for (int i = 0; i < low.length; i++) {
      seen.set(i, low[i] != NOTHING);
    }
    int first = Math.max(0, seen.nextSetBit(0));
    BitSet shown = edged ? seen.get(first, low.length) : seen;
    return (edged ? from + first : low.length + "×") + ":" + shown;
  }

  boolean isConstant() {
    return !edged && advance == 0;
  }

  int period() {
    return low.length;
  }

  /// How far the input moves for one place; 0 if there is no one answer.
  Ratio jump() {
    return edged ? Ratio.ZERO : Ratio.of(advance, low.length);
  }

  int low(int o) {
    int at = edged ? o - from : Math.floorMod(o, low.length);
    if (at < 0 || at >= low.length || low[at] == NOTHING) {
      return NOTHING;
    }
    return edged ? low[at] : low[at] + Math.floorDiv(o, low.length) * advance;
  }

  int high(int o) {
    int at = edged ? o - from : Math.floorMod(o, low.length);
    if (at < 0 || at >= low.length || low[at] == NOTHING) {
      return Integer.MIN_VALUE;
    }
    return edged ? high[at] : high[at] + Math.floorDiv(o, low.length) * advance;
  }

  /// The mean over all phases of the center, less what the jump accounts for: equal for two branches that look at
  /// the same places.
  Ratio offset() {
    Ratio sum = Ratio.ZERO;
    int seen = 0;
    for (int r = 0; r < low.length; r++) {
      if (low[r] != NOTHING) {
        Ratio center = Ratio.of((long) low[r] + high[r], 2);
        sum = sum.plus(center.minus(jump().times(Ratio.of(r))));
        seen++;
      }
    }
    return seen == 0 ? Ratio.ZERO : sum.times(Ratio.of(1, seen));
  }

  /// The reach of `size` places that read this one's by `link`; `closed` if there is nothing beyond the edges.
  Reach through(AxisLink link, int size, boolean closed) {
    if (link instanceof All all) {
      int[] ends = hull(all, 0);
      return constant(ends[0], ends[1]);
    }
    if (link.period() == 0 || closed) {
      return table(size, o -> hull(link, o));
    }
    if (edged) {
      return beyondEdges(link);
    }
    int period = link.period();
    long turns = low.length / Ratio.gcd(low.length, Math.abs(link.advance()));
    if (period * turns > LONGEST_PERIOD) {
      return table(size, o -> hull(link, o));
    }
    int[] lows = new int[(int) (period * turns)];
    int[] highs = new int[lows.length];
    for (int r = 0; r < lows.length; r++) {
      int[] ends = hull(link, r);
      lows[r] = ends[0];
      highs[r] = ends[1];
    }
    int moved = (int) (link.advance() * turns / low.length) * advance;
    return new Reach(false, 0, moved, lows, highs);
  }

  /// From where to where all that place `o` reads sees.
  private int[] hull(AxisLink link, int o) {
    int[] ends = {NOTHING, Integer.MIN_VALUE};
    link.runs(
        o,
        (first, last) -> {
          for (int i = first; i <= last; i++) {
            ends[0] = Math.min(ends[0], low(i));
            ends[1] = Math.max(ends[1], high(i));
          }
        });
    return ends;
  }

  /// All places, also outside of the result, that read something with edges.
  private Reach beyondEdges(AxisLink link) {
    int to = from + low.length;
    int[] range = {Integer.MAX_VALUE, Integer.MIN_VALUE};
    for (int r = 0; r < link.period(); r++) {
      int phase = r;
      link.runs(
          r,
          (first, last) -> {
            // first + q·advance < to and last + q·advance ≥ from
            int a = link.advance();
            int one = a > 0 ? Math.ceilDiv(from - last, a) : Math.ceilDiv(to - 1 - first, a);
            int two = a > 0 ? Math.floorDiv(to - 1 - first, a) : Math.floorDiv(from - last, a);
            if (one <= two) {
              range[0] = Math.min(range[0], one * link.period() + phase);
              range[1] = Math.max(range[1], two * link.period() + phase);
            }
          });
    }
    if (range[0] > range[1]) {
      return table(0, 0);
    }
    Reach table = table(range[0], range[1] - range[0] + 1);
    for (int i = 0; i < table.low.length; i++) {
      int[] ends = hull(link, range[0] + i);
      table.low[i] = ends[0];
      table.high[i] = ends[1];
    }
    return table;
  }

  /// Whether [#union] of the two is one reach.
  boolean joins(Reach other) {
    if (edged || other.edged) {
      return edged && other.edged;
    }
    long common = (long) low.length / Ratio.gcd(low.length, other.low.length) * other.low.length;
    return jump().equals(other.jump()) && common <= LONGEST_PERIOD;
  }

  /// What either sees.
  Reach union(Reach other) {
    if (edged) {
      int first = Math.min(from, other.from);
      int last = Math.max(from + low.length, other.from + other.low.length);
      return merged(new Reach(true, first, 0, new int[last - first], new int[last - first]), other);
    }
    int common = (int) (low.length / Ratio.gcd(low.length, other.low.length)) * other.low.length;
    int moved = advance * (common / low.length);
    return merged(new Reach(false, 0, moved, new int[common], new int[common]), other);
  }

  private Reach merged(Reach into, Reach other) {
    for (int i = 0; i < into.low.length; i++) {
      int o = into.from + i;
      into.low[i] = Math.min(low(o), other.low(o));
      into.high[i] = Math.max(high(o), other.high(o));
    }
    return into;
  }
}
