package octavo.kernel.resize;

import java.util.ArrayList;
import java.util.List;

/// One axis of a plane resized: `outer` times a matrix times rows of `inner` numbers.
///
/// @param matrix the weights
/// @param outer the product of the sizes before the axis
/// @param inner the product of the sizes behind it
record ResizePass(BandMatrix matrix, int outer, int inner) {
  /// The passes of a plane in the order of least work: axes that shrink from the outermost on, whose rows
  /// are long, then those that grow from the innermost on, so that few rows are stretched. An axis that
  /// stays as it is has none.
  static List<ResizePass> of(ResizeGeometry g) {
    List<ResizePass> passes = new ArrayList<>();
    int n = g.axes().size();
    int[] sizes = new int[n];
    for (int a = 0; a < n; a++) {
      sizes[a] = g.axes().get(a).columns();
    }
    for (int a = 0; a < n; a++) {
      BandMatrix m = g.axes().get(a);
      if (m.rows() < m.columns()) {
        passes.add(at(m, a, sizes));
      }
    }
    for (int a = n - 1; a >= 0; a--) {
      BandMatrix m = g.axes().get(a);
      if (m.rows() >= m.columns() && !m.isIdentity()) {
        passes.add(at(m, a, sizes));
      }
    }
    return passes;
  }

  private static ResizePass at(BandMatrix m, int axis, int[] sizes) {
    int outer = 1;
    int inner = 1;
    for (int a = 0; a < sizes.length; a++) {
      outer *= a < axis ? sizes[a] : 1;
      inner *= a > axis ? sizes[a] : 1;
    }
    sizes[axis] = m.rows();
    return new ResizePass(m, outer, inner);
  }

  /// Numbers of the result.
  int size() {
    return outer * matrix.rows() * inner;
  }

  /// Multiply-adds.
  long work() {
    return (long) outer * inner * (matrix.weights() + matrix.rows());
  }
}
