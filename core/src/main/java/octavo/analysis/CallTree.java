package octavo.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import octavo.autograd.Node;
import octavo.autograd.Trace;
import org.jspecify.annotations.Nullable;

/// The runs of methods in one forward pass, put together from looks at the stack. Between two looks
/// a method either has gone on, to a place that its code reaches from where it was, or is another run; the
/// innermost that may have gone on has.
final class CallTree {
  private final List<Invocation> stack = new ArrayList<>();
  private final Map<Trace.Step, Invocation> runs = new HashMap<>();
  private final Map<Trace.Step, Set<Node>> leaves = new HashMap<>();
  private final Map<Trace.Step, StackTraceElement> places = new HashMap<>();
  private @Nullable Invocation root;
  private Trace.@Nullable Step last;

  /// The outermost run; null before anything happened in it.
  @Nullable Invocation root() {
    return root;
  }

  /// The runs that were going on when something last happened, the outermost first.
  List<Invocation> stack() {
    return stack;
  }

  /// The run that applied the step.
  @Nullable Invocation run(Trace.Step step) {
    return runs.get(step);
  }

  /// The parameters that the step reads.
  Set<Node> leaves(Trace.Step step) {
    return leaves.getOrDefault(step, Set.of());
  }

  /// The line at which the step happened.
  @Nullable StackTraceElement place(Trace.Step step) {
    return places.get(step);
  }

  /// The last step that happened, whether the result needs it or not.
  Trace.@Nullable Step last() {
    return last;
  }

  void applied(
      List<Frame> frames, Trace.Step step, Set<Node> read, @Nullable StackTraceElement place) {
    last = step;
    leaves.put(step, read);
    if (place != null) {
      places.put(step, place);
    }
    Invocation run = move(frames);
    if (run != null) {
      runs.put(step, run);
      run.read(read);
    }
  }

  void entering(List<Frame> frames, int index) {
    Invocation run = move(frames);
    if (run != null) {
      run.ofLayer().entering = index;
    }
  }

  /// Follows the program to another look at the stack; the innermost run there.
  @Nullable Invocation move(List<Frame> frames) {
    boolean ofNetwork = !frames.isEmpty() && frames.getFirst().isOfLayer();
    if (!ofNetwork || (root != null && !root.frame.isSameMethod(frames.getFirst()))) {
      return null; // another thread, say
    }
    int kept = stack.isEmpty() ? -1 : goneOn(frames);
    while (stack.size() > kept + 1) {
      stack.removeLast();
    }
    for (int depth = 0; depth < frames.size(); depth++) {
      if (depth <= kept) {
        stack.get(depth).frame = frames.get(depth);
      } else {
        Invocation caller = depth == 0 ? null : stack.getLast();
        Invocation made = new Invocation(caller, frames.get(depth));
        if (caller == null) {
          root = made;
        } else {
          caller.callees.add(made);
        }
        stack.add(made);
      }
    }
    return stack.getLast();
  }

  /// The depth of the innermost run that has gone on to the new frames.
  private int goneOn(List<Frame> frames) {
    int both = Math.min(stack.size(), frames.size());
    int same = 0;
    while (same < both && stack.get(same).frame.equals(frames.get(same))) {
      same++;
    }
    boolean moved = same < both && stack.get(same).frame.isSameMethod(frames.get(same));
    if (moved && reaches(stack.get(same).frame, frames.get(same))) {
      return same;
    }
    for (int depth = same - 1; depth > 0; depth--) {
      if (reaches(stack.get(depth).frame, frames.get(depth))) {
        return depth;
      }
    }
    return 0;
  }

  private boolean reaches(Frame from, Frame to) {
    return MethodCodes.of(to.type(), to.method(), to.descriptor())
        .reaches(from.place(), to.place());
  }
}
