package octavo.analysis;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import octavo.autograd.Node;
import octavo.autograd.Trace;
import octavo.nn.Layer;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Writes down which methods are running whenever a traced network does something.
final class CallRecorder implements Trace.Observer {
  /// A layer that is a function has a frame of a hidden class.
  private static final StackWalker WALKER =
      StackWalker.getInstance(Set.of(Option.RETAIN_CLASS_REFERENCE, Option.SHOW_HIDDEN_FRAMES));

  private final CallTree tree;
  private final LayerTree layers;
  private final Class<?> outside;

  /// Hands what it sees to `tree`. Frames from that of `outside` on, which calls the network, do not count.
  CallRecorder(CallTree tree, LayerTree layers, Class<?> outside) {
    this.tree = tree;
    this.layers = layers;
    this.outside = outside;
  }

  @Override
  public void applied(Trace.Step step, List<Tensor> inputs) {
    Set<Node> leaves = new LinkedHashSet<>();
    for (int i = 0; i < inputs.size(); i++) {
      if (step.inputs().get(i) instanceof Trace.Constant) {
        leaves.addAll(layers.leaves(inputs.get(i)));
      }
    }
    List<StackFrame> stack = stack();
    tree.applied(frames(stack), step, leaves, place(stack));
  }

  @Override
  public void entering(int index) {
    tree.entering(frames(stack()), index);
  }

  /// From the innermost frame to that of whoever called the network.
  private List<StackFrame> stack() {
    return WALKER.walk(frames ->
        frames
            .dropWhile(f -> f.getDeclaringClass() == CallRecorder.class)
            .takeWhile(f -> f.getDeclaringClass() != outside)
            .toList());
  }

  /// From the outermost to the innermost.
  private static List<Frame> frames(List<StackFrame> stack) {
    return stack.reversed().stream().map(Frame::of).toList();
  }

  /// The line of the innermost code that is not the library's own: of a user, or of a whole network. Else
  /// that of the innermost layer.
  private static @Nullable StackTraceElement place(List<StackFrame> stack) {
    List<StackFrame> ofLayers =
        stack.stream().filter(f -> Layer.class.isAssignableFrom(f.getDeclaringClass())).toList();
    return Stream.concat(
            Stream.concat(ofLayers.stream(), stack.stream())
                .filter(f -> Places.isOfInterest(f.getClassName())),
            ofLayers.stream())
        .filter(f -> !f.getDeclaringClass().isHidden())
        .findFirst()
        .map(StackFrame::toStackTraceElement)
        .orElse(null);
  }
}
