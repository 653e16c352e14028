package octavo.analysis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import octavo.analysis.LayerTree.Held;
import octavo.analysis.LayerTree.Part;
import octavo.analysis.MethodCode.CallSite;
import octavo.nn.Layer;
import org.jspecify.annotations.Nullable;

/// Says in which layer of a network an exception was thrown. Its stack tells lines of code and no more, so
/// where several calls of one line come into question, the layer around them is named.
final class FailureFinder {
  private final LayerTree layers;
  private final CallTree calls;

  FailureFinder(LayerTree layers, CallTree calls) {
    this.layers = layers;
    this.calls = calls;
  }

  /// The exception with the layer and the line in its message; itself if it did not come from the network.
  RuntimeException explain(RuntimeException e, Class<?> outside) {
    List<StackTraceElement> stack = new ArrayList<>();
    boolean inside = false;
    for (StackTraceElement element : e.getStackTrace()) {
      inside = element.getClassName().equals(outside.getName());
      if (inside) {
        break;
      }
      stack.add(element);
    }
    List<Line> lines = lines(stack);
    if (!inside || stack.isEmpty()) {
      return e;
    }
    Part part = lines.isEmpty() ? layers.root() : find(lines, stack);
    String where =
        " This happened in %s (%s).".formatted(part.title(), Places.describe(place(stack, lines)));
    String said = e.getMessage() == null ? e.getClass().getSimpleName() + "." : e.getMessage();
    RuntimeException explained =
        switch (e) {
          case IllegalArgumentException refused -> new IllegalArgumentException(said + where);
          case IndexOutOfBoundsException refused -> new IndexOutOfBoundsException(said + where);
          case IllegalStateException refused -> new IllegalStateException(said + where);
          default ->
              new IllegalStateException(
                  "NetworkGraph: the network must compute the sample, but there was a %s (%s).%s"
                      .formatted(e.getClass().getSimpleName(), e.getMessage(), where));
        };
    explained.initCause(e);
    return explained;
  }

  private static StackTraceElement place(List<StackTraceElement> stack, List<Line> lines) {
    return Stream.concat(lines.reversed().stream().map(Line::element), stack.stream())
        .filter(element -> Places.isOfInterest(element.getClassName()))
        .findFirst()
        .orElse(lines.isEmpty() ? stack.getLast() : lines.getLast().element);
  }

  /// A method of a layer and where it was.
  private record Line(Class<?> type, StackTraceElement element, boolean direct) {
    boolean isAt(Frame frame) {
      return type == frame.type() && element.getMethodName().equals(frame.method());
    }
  }

  /// The methods of layers, from the outermost to the innermost.
  private List<Line> lines(List<StackTraceElement> stack) {
    List<Line> found = new ArrayList<>();
    boolean direct = true;
    for (StackTraceElement element : stack.reversed()) {
      Class<?> type = load(element.getClassName());
      boolean ofLayer = type != null && Layer.class.isAssignableFrom(type);
      if (ofLayer && type != null) {
        found.add(new Line(type, element, direct));
      }
      direct = ofLayer;
    }
    return found;
  }

  private @Nullable Class<?> load(String name) {
    Class<?> found = load(name, layers.root().layer().getClass());
    return found == null ? load(name, Layer.class) : found;
  }

  /// The class of that name as another class sees it.
  private static @Nullable Class<?> load(String name, Class<?> by) {
    try {
      return Class.forName(name, false, by.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  private Part find(List<Line> lines, List<StackTraceElement> stack) {
    if (!lines.getFirst().type.isInstance(layers.root().layer())) {
      return layers.root(); // a network that is a function has no methods of its own
    }
    Invocation root = calls.root();
    if (root != null) {
      PathFinder.resolve(root, layers);
    }
    int depth = announced(lines);
    Part found = layers.root();
    if (depth > 0) {
      Invocation list = running().get(depth - 1);
      found = list.part == null ? found : list.part;
      Part element = found.element(list.entering);
      if (element == null || !isRunning(element, lines, depth, stack)) {
        return found;
      }
      found = element;
    }
    for (int i = depth; i + 1 < lines.size() && !found.isFunction(); i++) {
      Part inner = inner(found, lines.get(i), lines.get(i + 1));
      if (inner == null) {
        return found;
      }
      found = inner;
    }
    return found;
  }

  /// The runs of layers' methods in which something last happened, the outermost first.
  private List<Invocation> running() {
    return calls.stack().stream().filter(run -> run.frame.isOfLayer()).toList();
  }

  /// The depth behind the innermost layer that said which part it was about to call.
  private int announced(List<Line> lines) {
    List<Invocation> stack = running();
    int found = 0;
    for (int i = 0; i < Math.min(stack.size(), lines.size()); i++) {
      if (!lines.get(i).isAt(stack.get(i).frame)) {
        break;
      }
      if (stack.get(i).entering >= 0 && stack.get(i).exact) {
        found = i + 1;
      }
    }
    return found;
  }

  /// Whether a layer's method was running that a list of layers called. A function has no method of its own:
  /// its code stands where it was written.
  private static boolean isRunning(
      Part element, List<Line> lines, int depth, List<StackTraceElement> stack) {
    if (element.isFunction()) {
      int caller = stack.indexOf(lines.get(depth - 1).element);
      return caller > 0 && stack.get(caller - 1).getMethodName().startsWith("lambda$");
    }
    return depth < lines.size()
        && lines.get(depth).direct
        && lines.get(depth).type.isInstance(element.layer());
  }

  /// The layer whose method a line of another layer's called; null if that is not clear.
  private @Nullable Part inner(Part outer, Line from, Line to) {
    if (!to.direct) {
      boolean written = to.element.getMethodName().startsWith("lambda$") && to.type == from.type;
      return written ? outer : null;
    }
    String method = from.element.getMethodName();
    Set<Part> found = new HashSet<>();
    for (Map.Entry<String, MethodCode> code : MethodCodes.named(from.type, method).entrySet()) {
      for (Map.Entry<Integer, CallSite> call : code.getValue().calls().entrySet()) {
        CallSite site = call.getValue();
        if (site.line() == from.element.getLineNumber()
            && site.method().equals(to.element.getMethodName())) {
          Frame frame = new Frame(from.type, method, code.getKey(), call.getKey());
          List<Part> candidates = candidates(outer, frame, site, to);
          if (candidates == null) {
            return null;
          }
          found.addAll(candidates);
        }
      }
    }
    return found.size() == 1 ? found.iterator().next() : null;
  }

  /// The layers that one call may have meant; null if it may be any.
  private @Nullable List<Part> candidates(Part outer, Frame frame, CallSite site, Line to) {
    Source receiver = site.receiver();
    if (receiver == null) {
      return List.of(outer);
    }
    Invocation run = new Invocation(null, frame);
    run.part = outer;
    run.exact = true;
    Held held = new PathFinder(layers).evaluate(receiver, run);
    return held == null
        ? null
        : held.parts().stream().filter(part -> to.type.isInstance(part.layer())).toList();
  }
}
