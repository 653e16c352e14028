package octavo.nn;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Finds the parts of a layer through its record components or fields.
final class Members {
  private Members() {}

  static Map<String, Object> of(Layer layer) {
    Map<String, Object> members = new LinkedHashMap<>();
    Class<?> type = layer.getClass();
    try {
      if (type.isRecord()) {
        for (RecordComponent component : type.getRecordComponents()) {
          Method accessor = component.getAccessor();
          open(accessor);
          put(members, snakeCase(component.getName()), accessor.invoke(layer));
        }
      } else {
        for (Field field : fields(type)) {
          open(field);
          put(members, snakeCase(field.getName()), field.get(layer));
        }
      }
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      throw new IllegalStateException(
          "Layer: the components of "
              + type.getName()
              + " cannot be read. Open its package: 'opens "
              + type.getPackageName()
              + " to octavo;' in module-info.java.",
          e);
    }
    return members;
  }

  private static void open(AccessibleObject member) {
    member.setAccessible(true);
  }

  /// The fields of an object, those of the classes above its own first.
  private static List<Field> fields(Class<?> type) {
    List<Field> found = new ArrayList<>();
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      List<Field> own = new ArrayList<>(Arrays.asList(at.getDeclaredFields()));
      own.removeIf(field -> Modifier.isStatic(field.getModifiers()) || field.isSynthetic());
      found.addAll(0, own);
    }
    return found;
  }

  /// A map's values have the names of their keys; an array is a list, and what an [Optional] holds is the
  /// member itself.
  private static void put(Map<String, Object> members, String name, @Nullable Object value) {
    if (value instanceof Parameter
        || value instanceof Buffer
        || value instanceof Layer
        || value instanceof List<?>) {
      Object other = members.put(name, value);
      if (other != null) {
        throw new IllegalStateException(
            "Layer: the names of parts must differ, but there are two '"
                + name
                + "'. Rename a field, or a key of a map.");
      }
    } else if (value instanceof Object[] array) {
      put(members, name, Arrays.asList(array));
    } else if (value instanceof Optional<?> optional) {
      put(members, name, optional.orElse(null));
    } else if (value instanceof Map<?, ?> map) {
      sorted(map).forEach((key, part) -> put(members, name + "." + key, part));
    }
  }

  /// Entries in the order that the map has, or, if it has none, of the names of the keys: parameters must
  /// come in the same order in each run.
  private static Map<String, Object> sorted(Map<?, ?> map) {
    Map<String, Object> entries =
        map instanceof SequencedMap ? new LinkedHashMap<>() : new TreeMap<>();
    map.forEach((key, value) -> entries.put(String.valueOf(key), value));
    return entries;
  }

  private static String snakeCase(String name) {
    StringBuilder text = new StringBuilder();
    for (char c : name.toCharArray()) {
      if (Character.isUpperCase(c)) {
        text.append('_');
      }
      text.append(Character.toLowerCase(c));
    }
    return text.toString();
  }

  static <T> void collect(Layer layer, String prefix, Class<T> kind, Map<String, T> found) {
    layer.members().forEach((name, member) -> visit(member, prefix + name, kind, found));
  }

  private static <T> void visit(Object member, String name, Class<T> kind, Map<String, T> found) {
    if (kind.isInstance(member)) {
      found.put(name, kind.cast(member));
    } else if (member instanceof Layer layer) {
      collect(layer, name + ".", kind, found);
    } else if (member instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        visit(list.get(i), name + "." + i, kind, found);
      }
    }
  }

  static void load(Layer layer, Map<String, Tensor> state) {
    requireLoadable(layer, state);
    layer.parameters().forEach((name, parameter) -> parameter.set(value(state, name)));
    layer.buffers().forEach((name, buffer) -> buffer.set(value(state, name)));
  }

  static void requireLoadable(Layer layer, Map<String, Tensor> state) {
    List<String> problems = new ArrayList<>();
    Set<String> unknown = new TreeSet<>(state.keySet());
    for (Map.Entry<String, Tensor> entry : layer.state().entrySet()) {
      unknown.remove(entry.getKey());
      Tensor given = state.get(entry.getKey());
      Shape wanted = entry.getValue().shape();
      if (given == null) {
        problems.add("'" + entry.getKey() + "' is missing");
      } else if (!given.shape().equals(wanted)) {
        problems.add("'" + entry.getKey() + "' is " + given.shape() + " instead of " + wanted);
      }
    }
    unknown.forEach(name -> problems.add("'" + name + "' is unknown"));
    if (!problems.isEmpty()) {
      int more = problems.size() - 5;
      throw new IllegalArgumentException(
          "load: the state must fit the network, but "
              + String.join(", ", problems.subList(0, Math.min(5, problems.size())))
              + (more > 0 ? ", and " + more + " more" : "")
              + ". Is it from another model?");
    }
  }

  private static Tensor value(Map<String, Tensor> state, String name) {
    Tensor value = state.get(name);
    if (value == null) {
      throw new IllegalStateException("load: '" + name + "' vanished while loading.");
    }
    return value;
  }
}
