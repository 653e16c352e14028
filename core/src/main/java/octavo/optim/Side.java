package octavo.optim;

import java.util.ArrayList;
import java.util.List;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// One side of a parameter that is taken as a matrix `[rows, columns]`, for methods that keep a
/// square matrix for it.
///
/// @param name `left` or `right`
/// @param size how many rows or columns there are
record Side(String name, int size) {
  private static final String LEFT = "left";

  /// The sides of at most `largest`: left and right of a matrix, where all axes but the first are
  /// one, and the right one of a vector.
  static List<Side> of(Shape shape, int largest) {
    List<Side> sides = new ArrayList<>();
    int rows = shape.rank() < 2 ? 1 : shape.size(0);
    int columns = rows == 0 ? 0 : shape.elements() / rows;
    if (shape.rank() >= 2 && rows <= largest && rows > 0) {
      sides.add(new Side(LEFT, rows));
    }
    if (columns <= largest && columns > 0) {
      sides.add(new Side("right", columns));
    }
    return sides;
  }

  /// The parameter or gradient as a matrix; a vector is one row.
  static Tensor matrix(Tensor x) {
    int rows = x.rank() < 2 ? 1 : x.size(0);
    return x.contiguous().reshape(rows, rows == 0 ? 0 : x.elements() / rows);
  }

  private boolean isLeft() {
    return name.equals(LEFT);
  }

  /// The shape of the square matrix.
  Shape square() {
    return Shape.of(size, size);
  }

  /// The products of the rows or columns of `x` with one another.
  Tensor products(Tensor x) {
    return isLeft() ? x.matmul(x.transpose()) : x.transpose().matmul(x);
  }

  /// `square·x` or `x·square`.
  Tensor apply(Tensor square, Tensor x) {
    return isLeft() ? square.matmul(x) : x.matmul(square);
  }

  /// `x` in the basis whose vectors are the rows of `basis`.
  Tensor rotate(Tensor basis, Tensor x) {
    return isLeft() ? basis.matmul(x) : x.matmul(basis.transpose());
  }

  /// `x` back from the basis.
  Tensor rotateBack(Tensor basis, Tensor x) {
    return isLeft() ? basis.transpose().matmul(x) : x.matmul(basis);
  }
}
