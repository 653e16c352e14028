package octavo.kernel.elementwise;

import octavo.storage.View;

/// Visits the elements of two or three views of equal sizes together, in row-major order.
final class Walk {
  private Walk() {}

  /// What is done with one element of each of two storages.
  interface Two {
    void accept(int i, int j);
  }

  /// What is done with one element of each of three storages.
  interface Three {
    void accept(int i, int j, int k);
  }

  static void over(View a, View b, Two body) {
    over(a, b, b, (i, j, k) -> body.accept(i, j));
  }

  static void over(View a, View b, View c, Three body) {
    int count = a.count();
    int rank = a.rank();
    int[] at = new int[rank];
    int i = a.offset();
    int j = b.offset();
    int k = c.offset();
    for (int done = 0; done < count; done++) {
      body.accept(i, j, k);
      for (int axis = rank - 1; axis >= 0; axis--) {
        i += a.stride(axis);
        j += b.stride(axis);
        k += c.stride(axis);
        if (++at[axis] < a.size(axis)) {
          break;
        }
        i -= a.size(axis) * a.stride(axis);
        j -= a.size(axis) * b.stride(axis);
        k -= a.size(axis) * c.stride(axis);
        at[axis] = 0;
      }
    }
  }
}
