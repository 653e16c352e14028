package octavo.analysis.receptive;

import java.util.List;

/// Which places of one axis of an operation's input a place of its result is made of.
///
/// A link follows one axis of the result, [#axis()]; the places that it names for `o + period()` are those
/// for `o`, moved by `advance()`. A link whose period is 0 holds for the result's own places only, all others
/// go on beyond the ends, where padding lies.
sealed interface AxisLink {
  /// The axis of the result.
  int axis();

  /// The same link of another axis of the result.
  AxisLink at(int other);

  /// Every run of places that place `o` of the result is made of.
  void runs(int o, Run run);

  /// After how many places of the result the same comes again, 0 for never.
  default int period() {
    return 1;
  }

  /// By how much it is moved then.
  default int advance() {
    return 1;
  }

  /// A run of places, both ends included.
  interface Run {
    /// Takes the run.
    void accept(int low, int high);
  }

  /// Place `o` of the result is place `o` of the input.
  record Same(int axis) implements AxisLink {
    @Override
    public AxisLink at(int other) {
      return new Same(other);
    }

    @Override
    public void runs(int o, Run run) {
      run.accept(o, o);
    }
  }

  /// Every place of the result is made of all `size` places.
  record All(int size) implements AxisLink {
    @Override
    public AxisLink at(int other) {
      return this;
    }

    @Override
    public int axis() {
      return -1;
    }

    @Override
    public void runs(int o, Run run) {
      run.accept(0, size - 1);
    }

    @Override
    public int period() {
      return 0;
    }
  }

  /// Place `o` reads `o·stride - padding + dilation·t` for `0 ≤ t < kernel`; a negative stride walks back.
  record Window(int axis, int kernel, int stride, int padding, int dilation) implements AxisLink {
    @Override
    public AxisLink at(int other) {
      return new Window(other, kernel, stride, padding, dilation);
    }

    @Override
    public void runs(int o, Run run) {
      int first = o * stride - padding;
      if (dilation == 1) {
        run.accept(first, first + kernel - 1);
        return;
      }
      for (int t = 0; t < kernel; t++) {
        run.accept(first + t * dilation, first + t * dilation);
      }
    }

    @Override
    public int advance() {
      return stride;
    }
  }

  /// The other way round: place `i` of the input is added to `i·stride - padding + dilation·t`.
  record Spread(int axis, int kernel, int stride, int padding, int dilation) implements AxisLink {
    @Override
    public AxisLink at(int other) {
      return new Spread(other, kernel, stride, padding, dilation);
    }

    @Override
    public void runs(int o, Run run) {
      for (int t = kernel - 1; t >= 0; t--) {
        int from = o + padding - t * dilation;
        if (Math.floorMod(from, stride) == 0) {
          run.accept(Math.floorDiv(from, stride), Math.floorDiv(from, stride));
        }
      }
    }

    @Override
    public int period() {
      return stride;
    }
  }

  /// Place `q·period + r` reads `low[r] + q·advance` to `high[r] + q·advance`.
  record Steps(int axis, int advance, List<Integer> low, List<Integer> high) implements AxisLink {
    @Override
    public AxisLink at(int other) {
      return new Steps(other, advance, low, high);
    }

    @Override
    public void runs(int o, Run run) {
      int q = Math.floorDiv(o, low.size());
      int r = Math.floorMod(o, low.size());
      run.accept(low.get(r) + q * advance, high.get(r) + q * advance);
    }

    @Override
    public int period() {
      return low.size();
    }
  }

  /// Place `o` reads all up to `o + ahead`, or all from `o + ahead` on.
  record Ordered(int axis, int size, int ahead, boolean onwards) implements AxisLink {
    @Override
    public AxisLink at(int other) {
      return new Ordered(other, size, ahead, onwards);
    }

    @Override
    public void runs(int o, Run run) {
      if (onwards) {
        run.accept(Math.max(0, o + ahead), size - 1);
      } else {
        run.accept(0, (int) Math.min(size - 1L, (long) o + ahead));
      }
    }

    @Override
    public int period() {
      return 0;
    }
  }

  /// Place `o` reads the places of a list of its own.
  record Table(int axis, List<IndexSet> places) implements AxisLink {
    @Override
    public AxisLink at(int other) {
      return new Table(other, places);
    }

    @Override
    public void runs(int o, Run run) {
      if (o >= 0 && o < places.size()) {
        places.get(o).forEach(i -> run.accept(i, i));
      }
    }

    @Override
    public int period() {
      return 0;
    }
  }

  /// The input is the part `[offset, offset + size)` of the result.
  record Part(int axis, int offset, int size) implements AxisLink {
    @Override
    public AxisLink at(int other) {
      return new Part(other, offset, size);
    }

    @Override
    public void runs(int o, Run run) {
      if (o >= offset && o < offset + size) {
        run.accept(o - offset, o - offset);
      }
    }

    @Override
    public int period() {
      return 0;
    }
  }

  /// The axis is cut into blocks, and a place reads the block that it lies in: `groups` blocks of equal size, of
  /// an axis of `size` and a result of `results`.
  record Blocks(int axis, int groups, int size, int results) implements AxisLink {
    @Override
    public AxisLink at(int other) {
      return new Blocks(other, groups, size, results);
    }

    @Override
    public void runs(int o, Run run) {
      int block = size / groups;
      int group = Math.min(groups - 1, o / (results / groups));
      run.accept(group * block, (group + 1) * block - 1);
    }

    @Override
    public int period() {
      return 0;
    }
  }
}
