package octavo.op;

import java.util.List;
import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.tensor.Border;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Numbers of an axis repeated before and behind it: `y[i] = x[source(i)]`, for instance `source(i) = |i - before|` in front for
/// [Border#REFLECT]. The gradient of a number is the sum of those of all its copies.
///
/// @param axis the axis, from 0
/// @param before how many are added in front
/// @param after how many are added behind
/// @param border which
public record BorderPad(int axis, int before, int after, Border border) implements UnaryOp {
  /// Zeros are not copies: see [SliceScatter].
  public BorderPad {
    if (border == Border.ZEROS) {
      throw new IllegalArgumentException("BorderPad: the border must copy numbers, but is ZEROS.");
    }
  }

  /// A run of the result.
  ///
  /// @param to where it stands in the result
  /// @param from where it stands in the input; `from.step()` 0 repeats one number
  record Piece(Slice to, Slice from) {}

  @Override
  public Shape outputShape(Shape x) {
    return x.withSize(axis, Shape.total("pad", (long) before + x.size(axis) + after));
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    for (Piece piece : pieces(x.size(axis))) {
      Kernels.ELEMENTWISE.copy(piece.from().view(x.view()), piece.to().view(y.view()));
    }
  }

  @Override
  public boolean writesAll() {
    return true;
  }

  @Override
  public Tensor gradient(Backward at) {
    return new BorderFold(this, at.shape(0)).apply(at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }

  /// The place in `size` numbers that each number of the result is a copy of.
  public int[] sources(int size) {
    int[] sources = new int[before + size + after];
    for (Piece piece : pieces(size)) {
      for (int i = 0; i < piece.to().size(); i++) {
        sources[piece.to().start() + i] = piece.from().start() + i * piece.from().step();
      }
    }
    return sources;
  }

  /// The runs of copies, the numbers themselves first.
  List<Piece> pieces(int size) {
    Piece all = piece(before, 0, 1, size);
    return switch (border) {
      case ZEROS -> throw new IllegalStateException("BorderPad: zeros are no copies.");
      case REFLECT -> around(all, before, -1, size - 2, -1, size);
      case SYMMETRIC -> around(all, before - 1, -1, size - 1, -1, size);
      case REPLICATE -> around(all, 0, 0, size - 1, 0, size);
      case CIRCULAR -> around(all, size - before, 1, 0, 1, size);
    };
  }

  private List<Piece> around(Piece all, int front, int step, int back, int backStep, int size) {
    return List.of(all, piece(0, front, step, before), piece(before + size, back, backStep, after));
  }

  private Piece piece(int to, int from, int step, int count) {
    return new Piece(new Slice(axis, to, 1, count), new Slice(axis, from, step, count));
  }
}
