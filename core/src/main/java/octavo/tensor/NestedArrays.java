package octavo.tensor;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import octavo.storage.DType;
import octavo.storage.Storage;
import org.jspecify.annotations.Nullable;

/// Reads nested Java arrays, such as `float[][]`, into a tensor.
final class NestedArrays {
  private NestedArrays() {}

  static Tensor read(Object nested) {
    List<Integer> sizes = new ArrayList<>();
    Class<?> type = nested.getClass();
    Object level = nested;
    while (type.isArray()) {
      int length = level == null ? 0 : Array.getLength(level);
      sizes.add(length);
      type = type.getComponentType();
      level = length == 0 ? null : Array.get(level, 0);
    }
    DType dtype = dtype(type);
    Shape shape = Shape.wrap(sizes.stream().mapToInt(i -> i).toArray());
    Tensor y = Tensor.allocate(dtype, shape);
    fill(nested, shape, 0, y.view().storage(), y.view().offset());
    return y;
  }

  private static DType dtype(Class<?> type) {
    if (type == float.class) {
      return DType.FLOAT32;
    } else if (type == double.class) {
      return DType.FLOAT64;
    } else if (type == long.class || type == int.class) {
      return DType.INT64;
    } else if (type == boolean.class) {
      return DType.BOOL;
    }
    throw new IllegalArgumentException(
        "fromNested: elements must be float, double, int, long or boolean, but are "
            + type.getSimpleName()
            + ".");
  }

  private static int fill(@Nullable Object array, Shape shape, int axis, Storage storage, int at) {
    if (array == null) {
      throw new IllegalArgumentException(
          "fromNested: no array may be null, but one at level " + axis + " is.");
    }
    int length = Array.getLength(array);
    if (length != shape.size(axis)) {
      throw new IllegalArgumentException(
          "fromNested: arrays of one level must have one length, but one at level %d has %d and the first has %d."
              .formatted(axis, length, shape.size(axis)));
    }
    int next = at;
    for (int i = 0; i < length; i++) {
      if (axis + 1 < shape.rank()) {
        next = fill(Array.get(array, i), shape, axis + 1, storage, next);
      } else {
        switch (storage.dtype()) {
          case INT64 -> storage.setLong(next++, Array.getLong(array, i));
          case BOOL -> storage.setDouble(next++, Array.getBoolean(array, i) ? 1 : 0);
          default -> storage.setDouble(next++, Array.getDouble(array, i));
        }
      }
    }
    return next;
  }
}
