package octavo.kernel.index;

import octavo.kernel.row.Rows;
import octavo.storage.Storage;
import octavo.storage.View;

/// Selects and adds along one axis of contiguous arrays, at the places that an int64 array names.
public final class Indexing {
  private Indexing() {}

  /// `y[o, i, r] = x[o, index[i], r]`.
  public static void select(Rows x, View index, Rows y) {
    for (int o = 0; o < y.outer(); o++) {
      for (int i = 0; i < y.length(); i++) {
        int from = x.offset() + (o * x.length() + at(index, i)) * x.inner();
        int to = y.offset() + (o * y.length() + i) * y.inner();
        y.storage().copyFrom(x.storage(), from, to, x.inner());
      }
    }
  }

  /// `y[o, index[i], r] += x[o, i, r]`, in ascending `i`.
  public static void selectAdd(Rows x, View index, Rows y) {
    for (int o = 0; o < x.outer(); o++) {
      for (int i = 0; i < x.length(); i++) {
        int from = x.offset() + (o * x.length() + i) * x.inner();
        int to = y.offset() + (o * y.length() + at(index, i)) * y.inner();
        for (int r = 0; r < x.inner(); r++) {
          add(x.storage(), from + r, y.storage(), to + r);
        }
      }
    }
  }

  /// `y[o, i, r] = x[o, index[o, i, r], r]`; `index` has the layout of `y`.
  public static void gather(Rows x, View index, Rows y) {
    int at = 0;
    for (int o = 0; o < y.outer(); o++) {
      for (int i = 0; i < y.length(); i++) {
        for (int r = 0; r < y.inner(); r++, at++) {
          int from = x.offset() + (o * x.length() + at(index, at)) * x.inner() + r;
          y.storage().copyFrom(x.storage(), from, y.offset() + at, 1);
        }
      }
    }
  }

  /// `y[o, index[o, i, r], r] += x[o, i, r]`, in ascending order; `index` has the layout of `x`.
  public static void scatterAdd(Rows x, View index, Rows y) {
    int at = 0;
    for (int o = 0; o < x.outer(); o++) {
      for (int i = 0; i < x.length(); i++) {
        for (int r = 0; r < x.inner(); r++, at++) {
          int to = y.offset() + (o * y.length() + at(index, at)) * y.inner() + r;
          add(x.storage(), x.offset() + at, y.storage(), to);
        }
      }
    }
  }

  private static int at(View index, int i) {
    return (int) index.longs()[index.offset() + i];
  }

  private static void add(Storage x, int from, Storage y, int to) {
    if (x.dtype().isFloating()) {
      y.setDouble(to, y.getDouble(to) + x.getDouble(from));
    } else {
      y.setLong(to, y.getLong(to) + x.getLong(from));
    }
  }
}
