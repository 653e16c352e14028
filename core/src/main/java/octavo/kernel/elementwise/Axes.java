package octavo.kernel.elementwise;

import octavo.storage.View;

/// The axes that several views of equal sizes have in common, with axes of size 1 left out and
/// neighbors merged wherever every view steps through both as through one.
final class Axes {
  final int rank;
  final int[] sizes;

  /// The strides of view `v` are `strides[v]`.
  final int[][] strides;

  private final int[] offsets;

  private Axes(int rank, int[] sizes, int[][] strides, int[] offsets) {
    this.rank = rank;
    this.sizes = sizes;
    this.strides = strides;
    this.offsets = offsets;
  }

  /// The common axes of `views`, at least one.
  static Axes of(View... views) {
    View first = views[0];
    int[] sizes = new int[Math.max(1, first.rank())];
    int[][] strides = new int[views.length][sizes.length];
    int rank = 0;
    for (int a = 0; a < first.rank(); a++) {
      int size = first.size(a);
      if (size == 1) {
        continue;
      }
      if (rank > 0 && mergeable(views, strides, rank - 1, a)) {
        rank--;
        size *= sizes[rank];
      }
      sizes[rank] = size;
      for (int v = 0; v < views.length; v++) {
        strides[v][rank] = views[v].stride(a);
      }
      rank++;
    }
    if (rank == 0) {
      sizes[rank++] = 1;
    }
    int[] offsets = new int[views.length];
    for (int v = 0; v < views.length; v++) {
      offsets[v] = views[v].offset();
    }
    return new Axes(rank, sizes, strides, offsets);
  }

  private static boolean mergeable(View[] views, int[][] strides, int outer, int inner) {
    for (int v = 0; v < views.length; v++) {
      if (strides[v][outer] != views[v].stride(inner) * views[v].size(inner)) {
        return false;
      }
    }
    return true;
  }

  /// The size of the last axis.
  int rowLength() {
    return sizes[rank - 1];
  }

  /// How far view `v` steps along the last axis.
  int rowStep(int v) {
    return strides[v][rank - 1];
  }

  /// The number of rows along the last axis.
  int rows() {
    int rows = 1;
    for (int a = 0; a < rank - 1; a++) {
      rows *= sizes[a];
    }
    return rows;
  }

  /// Where rows start, from row `from` on.
  Cursor rowsFrom(int from) {
    return new Cursor(from);
  }

  /// The place of one row in every view.
  final class Cursor {
    private final int[] at = new int[rank];
    private final int[] places = offsets.clone();

    private Cursor(int row) {
      int rest = row;
      for (int a = rank - 2; a >= 0; a--) {
        at[a] = rest % sizes[a];
        rest /= sizes[a];
        for (int v = 0; v < places.length; v++) {
          places[v] += at[a] * strides[v][a];
        }
      }
    }

    /// Where the row starts in view `v`.
    int place(int v) {
      return places[v];
    }

    /// Goes on to the next row.
    void next() {
      for (int a = rank - 2; a >= 0; a--) {
        boolean carry = ++at[a] == sizes[a];
        int steps = carry ? 1 - sizes[a] : 1;
        for (int v = 0; v < places.length; v++) {
          places[v] += steps * strides[v][a];
        }
        if (!carry) {
          return;
        }
        at[a] = 0;
      }
    }
  }
}
