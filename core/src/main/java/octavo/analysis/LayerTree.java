package octavo.analysis;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import octavo.autograd.Graph;
import octavo.autograd.Node;
import octavo.nn.Layer;
import octavo.nn.Parameter;
import octavo.storage.Storage;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// The layers of a network by their paths. A layer that stands in two places is two parts.
final class LayerTree {
  private final Part root;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Map<Node, Parameter> parameters = new HashMap<>();
  private final IdentityHashMap<Storage, Node> byStorage = new IdentityHashMap<>();

  LayerTree(Layer network) {
    this.root = add("", network, null);
  }

  /// The network itself.
  Part root() {
    return root;
  }

  /// All layers by their paths, each before its own layers.
  Map<String, Part> parts() {
    return parts;
  }

  /// The learned numbers of all layers, each once.
  Collection<Parameter> parameters() {
    return parameters.values();
  }

  /// The layer with this path.
  ///
  /// @throws IllegalArgumentException if there is none; names `operation` and similar paths
  Part require(String operation, String path) {
    Part part = parts.get(path);
    if (part == null) {
      throw new IllegalArgumentException(
          "%s: the path must be that of a layer of the network, but is '%s'. %s"
              .formatted(operation, path, NearNames.suggestion(path, parts.keySet())));
    }
    return part;
  }

  /// Whether a path is that of a layer or of one in it.
  static boolean isUnder(String path, String layer) {
    return layer.isEmpty() || path.equals(layer) || path.startsWith(layer + ".");
  }

  /// The parameter that is this leaf of the graph; null if it belongs to none of the layers.
  @Nullable Parameter parameter(Node leaf) {
    return parameters.get(leaf);
  }

  /// The parameters that a tensor was computed from or shows, as far as its history was recorded: a frozen
  /// layer reads their numbers and no leaf.
  Set<Node> leaves(Tensor tensor) {
    Set<Node> found = new LinkedHashSet<>(Graph.leaves(tensor));
    found.removeIf(leaf -> !parameters.containsKey(leaf));
    Node shown = byStorage.get(tensor.view().storage());
    if (shown != null) {
      found.add(shown);
    }
    return found;
  }

  private Part add(String path, Layer layer, @Nullable Part around) {
    Part part = new Part(path, layer, around);
    parts.put(path, part);
    layer.members().forEach((name, member) -> visit(part, part.below(name), member));
    return part;
  }

  private void visit(Part part, String path, Object member) {
    if (member instanceof Layer layer) {
      part.layers.add(add(path, layer, part));
    } else if (member instanceof Parameter parameter) {
      Node leaf = parameter.tracked().node();
      if (leaf != null) {
        parameters.put(leaf, parameter);
        byStorage.put(parameter.tensor().view().storage(), leaf);
        part.own.add(leaf);
        for (Part at = part; at != null; at = at.around) {
          at.all.add(leaf);
        }
      }
    } else if (member instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        visit(part, path + "." + i, list.get(i));
      }
    }
  }

  /// A layer in its place.
  static final class Part {
    private final String path;
    private final Layer layer;
    private final @Nullable Part around;
    private final List<Part> layers = new ArrayList<>();
    private final Set<Node> own = new HashSet<>();
    private final Set<Node> all = new HashSet<>();

    private Part(String path, Layer layer, @Nullable Part around) {
      this.path = path;
      this.layer = layer;
      this.around = around;
    }

    String path() {
      return path;
    }

    Layer layer() {
      return layer;
    }

    /// The name of the class.
    String type() {
      Class<?> type = layer.getClass();
      return type.isHidden() || type.isAnonymousClass() ? "function" : type.getSimpleName();
    }

    /// The layer around that is at most so deep in the network; itself if it is.
    Part upTo(int depth) {
      List<Part> way = new ArrayList<>();
      for (Part at = this; at != null; at = at.around) {
        way.addFirst(at);
      }
      return way.get(Math.min(depth, way.size() - 1));
    }

    /// The path, for messages; of the network itself its class.
    String title() {
      if (!path.isEmpty()) {
        return path;
      }
      return type().equals("function") ? "the network" : type();
    }

    /// Whether the layer is a function, whose code stands in another class.
    boolean isFunction() {
      return layer.getClass().isHidden();
    }

    /// The layer that has this one.
    @Nullable Part around() {
      return around;
    }

    /// Those that it has, in order.
    List<Part> layers() {
      return layers;
    }

    /// The layer of a list that announces its parts by number; null if there is none.
    @Nullable Part element(int index) {
      List<Part> found =
          layers.stream().filter(part -> part.path.equals(below("" + index))).toList();
      return found.size() == 1 ? found.getFirst() : null;
    }

    /// The parameters that the layer itself has.
    Set<Node> own() {
      return own;
    }

    /// The parameters that it and its layers have.
    Set<Node> all() {
      return all;
    }

    private String below(String name) {
      return path.isEmpty() ? name : path + "." + name;
    }

    /// The layers of the layer that are `wanted`; several if it has one in several places.
    private List<Part> places(@Nullable Object wanted) {
      return layers.stream().filter(part -> isSame(part.layer, wanted)).toList();
    }

    /// Equal records are two layers nevertheless.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(@Nullable Object a, @Nullable Object b) {
      return a == b;
    }

    /// What a field of the layer holds, or null if that is no layer and no list of layers.
    @Nullable Held field(String name) {
      Object value = read(name);
      String member = null;
      for (Map.Entry<String, Object> entry : layer.members().entrySet()) {
        boolean named = entry.getKey().replace("_", "").equalsIgnoreCase(name.replace("_", ""));
        if (named && isSame(entry.getValue(), value)) {
          member = below(entry.getKey());
        }
      }
      if (value instanceof List<?> list) {
        return held(list, member == null ? path : member);
      }
      String exact = member;
      List<Part> found = places(value);
      List<Part> named = found.stream().filter(part -> part.path.equals(exact)).toList();
      return found.isEmpty() ? null : Held.one(named.size() == 1 ? named : found);
    }

    /// The elements of a list, which are named by their numbers.
    private @Nullable Held held(List<?> list, String prefix) {
      List<Part> found = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        String name = prefix.isEmpty() ? "" + i : prefix + "." + i;
        List<Part> places = places(list.get(i));
        List<Part> named = places.stream().filter(part -> part.path.equals(name)).toList();
        if (named.size() != 1 && places.size() != 1) {
          return null;
        }
        found.add(named.size() == 1 ? named.getFirst() : places.getFirst());
      }
      return Held.list(found);
    }

    private @Nullable Object read(String name) {
      for (Class<?> at = layer.getClass(); at != null; at = at.getSuperclass()) {
        try {
          Field field = at.getDeclaredField(name);
          field.setAccessible(true);
          return field.get(layer);
        } catch (NoSuchFieldException e) {
          // of a class above, or a method of that name, not the accessor of a field
        } catch (IllegalAccessException | InaccessibleObjectException e) {
          return null;
        }
      }
      return null;
    }
  }

  /// Layers that code may take out of something.
  ///
  /// @param parts which
  /// @param isList whether they are the elements of a list, else one of them is meant
  /// @param inOrder whether several turns meet them in their order
  record Held(List<Part> parts, boolean isList, boolean inOrder) {
    static Held one(List<Part> parts) {
      return new Held(parts, false, false);
    }

    static Held list(List<Part> parts) {
      return new Held(parts, true, false);
    }

    /// Whether it is one layer, and known which.
    boolean isOne() {
      return !isList && parts.size() == 1;
    }

    /// An element of the list; the last for -1.
    @Nullable Held element(int index) {
      int i = index < 0 ? parts.size() + index : index;
      return i >= 0 && i < parts.size() ? one(List.of(parts.get(i))) : null;
    }
  }
}
