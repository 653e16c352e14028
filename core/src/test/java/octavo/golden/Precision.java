package octavo.golden;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import octavo.nn.Buffer;
import octavo.nn.Layer;
import octavo.nn.Parameter;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A network once more, with parameters and buffers of another floating type.
final class Precision {
  private Precision() {}

  /// The same network of records in `dtype`.
  static Layer of(DType dtype, Layer network) {
    return (Layer) rebuilt(dtype, (Record) network);
  }

  private static Record rebuilt(DType dtype, Record from) {
    RecordComponent[] components = from.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        values[i] = converted(dtype, components[i].getAccessor().invoke(from));
      }
      Constructor<?> constructor = from.getClass().getDeclaredConstructor(types);
      return (Record) constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object converted(DType dtype, @Nullable Object value) {
    return switch (value) {
      case Parameter p -> Parameter.of(p.tensor().to(dtype));
      case Buffer b -> Buffer.of(converted(dtype, b.tensor()));
      case List<?> list -> {
        List<@Nullable Object> all = new ArrayList<>();
        list.forEach(element -> all.add(converted(dtype, element)));
        yield all;
      }
      case Layer layer -> rebuilt(dtype, (Record) layer);
      case null, default -> value;
    };
  }

  private static Tensor converted(DType dtype, Tensor numbers) {
    return numbers.dtype().isFloating() ? numbers.to(dtype) : numbers;
  }
}
