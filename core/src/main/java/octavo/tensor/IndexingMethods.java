package octavo.tensor;

import octavo.autograd.Engine;
import octavo.op.Gather;
import octavo.op.IndexAdd;
import octavo.op.IndexSelect;
import octavo.op.ScatterAdd;
import octavo.op.Slice;
import octavo.op.Sort;
import octavo.op.Where;

/// Parts of a tensor, and its elements by index or in order.
public sealed interface IndexingMethods permits Tensor {
  /// This tensor.
  Tensor self();

  /// A part of the tensor, without a copy: one [Index] for each axis, further axes whole.
  ///
  /// ```java
  /// x.at(index(0));                      // the first row
  /// x.at(all(), range(2, 5));            // columns 2, 3 and 4
  /// x.at(rest(), from(1).by(2));         // every second element of the last axis, from 1
  /// ```
  ///
  /// @throws IndexOutOfBoundsException if an element does not exist
  /// @throws IllegalArgumentException if there are more parts than axes
  default Tensor at(Index... parts) {
    int named = 0;
    int rests = 0;
    for (Index part : parts) {
      rests += part instanceof Index.Rest ? 1 : 0;
      named += part instanceof Index.One || part instanceof Index.Range ? 1 : 0;
    }
    if (named > self().rank()) {
      throw new IllegalArgumentException(
          "at: at most %d axes can be indexed, but %d are for shape %s."
              .formatted(self().rank(), named, self().shape()));
    }
    if (rests > 1) {
      throw new IllegalArgumentException(
          "at: rest() must stand at most once, but stands %d times.".formatted(rests));
    }
    Tensor y = self();
    int axis = 0; // of the result
    int own = 0; // of this tensor
    for (Index part : parts) {
      switch (part) {
        case Index.One one -> {
          int size = y.size(axis);
          int i = one.at() < 0 ? one.at() + size : one.at();
          if (i < 0 || i >= size) {
            throw new IndexOutOfBoundsException(
                "at: index must be in [%d, %d], but is %d for axis %d of %s."
                    .formatted(-size, size - 1, one.at(), own, self().shape()));
          }
          y = Reshaping.withoutAxis(new Slice(axis, i, 1, 1).apply(y), axis);
          own++;
        }
        case Index.Range range -> {
          int size = y.size(axis);
          int start = Math.clamp(range.start() < 0 ? range.start() + size : range.start(), 0, size);
          int end = Math.clamp(range.end() < 0 ? range.end() + size : range.end(), start, size);
          int count = Math.ceilDiv(end - start, range.step());
          if (count != size || range.step() != 1) {
            y = new Slice(axis, start, range.step(), count).apply(y);
          }
          axis++;
          own++;
        }
        case Index.NewAxis newAxis -> y = y.unsqueeze(axis++);
        case Index.Rest rest -> {
          axis += self().rank() - named;
          own += self().rank() - named;
        }
      }
    }
    return y;
  }

  /// The slices along an axis that a vector of int64 indices names, in its order.
  ///
  /// @throws IndexOutOfBoundsException if an index is not in the axis
  default Tensor indexSelect(int axis, Tensor indices) {
    int a = self().shape().axis("indexSelect", axis);
    return new IndexSelect(a).apply(self(), indices);
  }

  /// This tensor's slices added into zeros of `size` along an axis, at the places that a vector of
  /// int64 indices names.
  ///
  /// @throws IndexOutOfBoundsException if an index is not below `size`
  /// @throws IllegalArgumentException if arithmetic is not defined on the type
  default Tensor indexAdd(int axis, Tensor indices, int size) {
    int a = self().shape().axis("indexAdd", axis);
    return new IndexAdd(a, Tensors.size("indexAdd", "size", size))
        .apply(Tensors.computable("indexAdd", self()), indices);
  }

  /// `y[…, i, …] = x[…, indices[…, i, …], …]` along an axis: one int64 index for each element of
  /// the result.
  ///
  /// @throws IndexOutOfBoundsException if an index is not in the axis
  default Tensor gather(int axis, Tensor indices) {
    return new Gather(self().shape().axis("gather", axis)).apply(self(), indices);
  }

  /// `y[…, indices[…, i, …], …] += x[…, i, …]` into zeros of `size` along an axis.
  ///
  /// @throws IndexOutOfBoundsException if an index is not below `size`
  /// @throws IllegalArgumentException if arithmetic is not defined on the type
  default Tensor scatterAdd(int axis, Tensor indices, int size) {
    int a = self().shape().axis("scatterAdd", axis);
    return new ScatterAdd(a, Tensors.size("scatterAdd", "size", size))
        .apply(Tensors.computable("scatterAdd", self()), indices);
  }

  /// `value` where `mask` is true, else this tensor's element; float32 if an integer tensor cannot
  /// hold `value`.
  ///
  /// @throws IllegalArgumentException if `mask` is not bool or the shapes do not broadcast
  default Tensor maskedFill(Tensor mask, double value) {
    Shape.broadcast("maskedFill", self().shape(), mask.shape());
    Tensor x = Tensors.holding(self(), value);
    return Tensors.where(Where.condition("maskedFill", mask), Tensors.number(x, value), x);
  }

  /// The elements along an axis from the smallest to the largest, and where each came from.
  ///
  /// @throws IndexOutOfBoundsException if there is no such axis
  default Sorted sort(int axis) {
    return Sorted.of("sort", self(), axis, false);
  }

  /// The elements along an axis from the largest to the smallest, and where each came from.
  ///
  /// @throws IndexOutOfBoundsException if there is no such axis
  default Sorted sortDescending(int axis) {
    return Sorted.of("sortDescending", self(), axis, true);
  }

  /// The `k` largest elements along an axis, the largest first, and where each came from.
  ///
  /// @throws IllegalArgumentException if the axis has fewer than `k` elements
  default Sorted topK(int k, int axis) {
    int a = self().shape().axis("topK", axis);
    int size = self().size(a);
    if (k < 0 || k > size) {
      throw new IllegalArgumentException(
          "topK: k must be in [0, %d], the size of axis %d, but is %d.".formatted(size, a, k));
    }
    Sorted sorted = Sorted.of("topK", self(), a, true);
    return new Sorted(sorted.values().narrow(a, 0, k), sorted.indices().narrow(a, 0, k));
  }

  /// Elements in order and where each came from.
  ///
  /// @param values the elements
  /// @param indices their places along the axis (int64)
  record Sorted(Tensor values, Tensor indices) {
    private static Sorted of(String operation, Tensor x, int axis, boolean descending) {
      int a = x.shape().axis(operation, axis);
      Tensor[] found = Engine.applyAll(new Sort(a, descending), Tensors.computable(operation, x));
      return new Sorted(found[0], found[1]);
    }
  }
}
