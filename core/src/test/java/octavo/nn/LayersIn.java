package octavo.nn;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import octavo.storage.DType;

/// Networks made of records, with parameters of another element type.
public final class LayersIn {
  private LayersIn() {}

  /// A copy of a record of layers, layers of parameters and whatever else, which stays as it is.
  public static <L extends Layer> L of(DType dtype, L layer) {
    try {
      @SuppressWarnings("unchecked")
      L copy = (L) copy(dtype, (Record) layer);
      return copy;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Record copy(DType dtype, Record from) throws ReflectiveOperationException {
    RecordComponent[] components = from.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      components[i].getAccessor().setAccessible(true);
      Object value = components[i].getAccessor().invoke(from);
      if (value instanceof Parameter parameter) {
        value = Parameter.of(parameter.tensor().to(dtype));
      } else if (value instanceof Layer && value instanceof Record inner) {
        value = copy(dtype, inner);
      }
      values[i] = value;
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Constructor<? extends Record> made = from.getClass().getDeclaredConstructor(types);
    made.setAccessible(true);
    return made.newInstance(values);
  }
}
