package octavo.nn;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Finds the parts of a layer through its record components or fields.
final class Members {
  /// What parts are, and what may hold some.
  private static final List<Class<?>> HOLDERS =
      List.of(Layer.class, Parameter.class, Buffer.class, List.class, Map.class, Optional.class);

  private Members() {}

  static Map<String, Object> of(Layer layer) {
    Map<String, Object> members = new LinkedHashMap<>();
    read(layer, (name, value) -> put(members, name, value));
    return members;
  }

  /// The components of a record, the fields of another object, by their names in snake case.
  private static void read(Object owner, BiConsumer<String, @Nullable Object> reader) {
    Class<?> type = owner.getClass();
    try {
      if (type.isRecord()) {
        for (RecordComponent component : type.getRecordComponents()) {
          Method accessor = component.getAccessor();
          open(accessor);
          reader.accept(snakeCase(component.getName()), accessor.invoke(owner));
        }
      } else {
        for (Field field : fields(type)) {
          open(field);
          reader.accept(snakeCase(field.getName()), field.get(owner));
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
  }

  private static void open(AccessibleObject member) {
    member.setAccessible(true);
  }

  /// The fields of an object, those of the classes above its own first.
  private static List<Field> fields(Class<?> type) {
    List<Field> found = new ArrayList<>();
    // classes of Java hold no parts, and are not open
    for (Class<?> at = type; at != null && !isOfJava(at); at = at.getSuperclass()) {
      List<Field> own = new ArrayList<>(Arrays.asList(at.getDeclaredFields()));
      own.removeIf(field -> Modifier.isStatic(field.getModifiers()) || field.isSynthetic());
      found.addAll(0, own);
    }
    return found;
  }

  private static boolean isOfJava(Class<?> type) {
    return type.getName().startsWith("java.");
  }

  /// A map's values have the names of their keys, the components of a record that is no layer their own; an
  /// array is a list, and what an [Optional] holds is the member itself.
  private static void put(Map<String, Object> members, String name, @Nullable Object value) {
    switch (value) {
      case Parameter parameter -> add(members, name, parameter);
      case Buffer buffer -> add(members, name, buffer);
      case Layer layer -> add(members, name, layer);
      case List<?> list when list.stream().noneMatch(Members::isGroup) -> add(members, name, list);
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          put(members, name + "." + i, list.get(i));
        }
      }
      case Object[] array -> put(members, name, Arrays.asList(array));
      case Optional<?> optional -> put(members, name, optional.orElse(null));
      case Map<?, ?> map ->
          sorted(map).forEach((key, part) -> put(members, name + "." + key, part));
      case Record group when mayHold(group.getClass(), new HashSet<>()) ->
          read(group, (part, held) -> put(members, name + "." + part, held));
      case null, default -> {}
    }
  }

  private static void add(Map<String, Object> members, String name, Object part) {
    if (members.put(name, part) != null) {
      throw new IllegalStateException(
          "Layer: the names of parts must differ, but there are two '"
              + name
              + "'. Rename a field, or a key of a map.");
    }
  }

  /// Whether an element of a list is itself something whose elements are looked for.
  private static boolean isGroup(@Nullable Object element) {
    return element instanceof Object[]
        || element instanceof Optional<?>
        || element instanceof Map<?, ?>
        || (element instanceof List<?> list && list.stream().anyMatch(Members::isGroup))
        || (element instanceof Record && !(element instanceof Layer));
  }

  /// Whether a record, by the types of its components, may hold parts: others need not be open to reflection.
  private static boolean mayHold(Class<?> type, Set<Class<?>> seen) {
    Class<?> held = type;
    while (held.isArray()) {
      held = held.getComponentType();
    }
    if (!held.isRecord()) {
      Class<?> last = held;
      return HOLDERS.stream().anyMatch(holder -> holder.isAssignableFrom(last));
    }
    boolean open = held.getModule().isOpen(held.getPackageName(), Members.class.getModule());
    return seen.add(held)
        && Arrays.stream(held.getRecordComponents())
            .map(RecordComponent::getType)
            .anyMatch(part -> (open && part == Object.class) || mayHold(part, seen));
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
