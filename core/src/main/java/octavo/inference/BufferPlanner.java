package octavo.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import octavo.kernel.elementwise.UnaryFunction;
import octavo.op.Affine;
import octavo.op.Arithmetic;
import octavo.op.AveragePool;
import octavo.op.Cast;
import octavo.op.Clamp;
import octavo.op.Conv3d;
import octavo.op.Copy;
import octavo.op.Elementwise;
import octavo.op.MatrixProduct;
import octavo.op.MaxPool;
import octavo.op.Operation;
import octavo.op.Reduce;
import octavo.op.Softmax;
import octavo.op.ViewOp;
import octavo.storage.DType;
import org.jspecify.annotations.Nullable;

/// Decides which results of a program lie in which buffer: a buffer is free again once nobody reads
/// the result any more, and an operation on each element for itself may write over what it reads.
///
/// Only float32 results of operations known to fill all of what they are given lie in buffers. The
/// program's own result does not, nor what it shows, so that it belongs to the caller alone.
final class BufferPlanner {
  private final Program program;
  private final Map<Value, Value> owners = new HashMap<>();
  private final Map<Value, Integer> lastReads = new HashMap<>();
  private final Set<Value> kept = new HashSet<>();
  private final Set<Value> handedOn = new HashSet<>();
  private final Map<Value, Integer> places = new HashMap<>();
  private final List<Integer> sizes = new ArrayList<>();
  private final List<Integer> free = new ArrayList<>();

  BufferPlanner(Program program) {
    this.program = program;
    follow();
    for (int i = 0; i < program.steps().size(); i++) {
      Step step = program.steps().get(i);
      place(step, i);
      release(step, i);
    }
  }

  /// The sizes of the buffers in elements.
  int[] sizes() {
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  /// The number of the buffer that `value` is computed into, or -1 if it gets an array of its own.
  int place(Value value) {
    return places.getOrDefault(value, -1);
  }

  private Value owner(Value value) {
    return owners.getOrDefault(value, value);
  }

  /// Finds out whose numbers each value shows, when they are last read, and what must be kept.
  private void follow() {
    List<Step> steps = program.steps();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      for (Value input : step.inputs()) {
        lastReads.put(owner(input), i);
        if (mayReturnInput(step)) {
          kept.add(owner(input));
        }
      }
      if (step instanceof Step.Apply apply && apply.operation() instanceof ViewOp) {
        owners.put(apply.y(), owner(apply.x()));
      }
    }
    kept.add(owner(program.output()));
  }

  /// Operations from elsewhere may return what they are given.
  private static boolean mayReturnInput(Step step) {
    return step instanceof Step.Apply apply
        && !(apply.operation() instanceof ViewOp)
        && !apply.operation().getClass().getPackageName().equals(Operation.class.getPackageName());
  }

  private void place(Step step, int at) {
    if (!fills(step)) {
      return;
    }
    Value y = step.outputs().getFirst();
    if (y.dtype() != DType.FLOAT32 || kept.contains(y)) {
      return;
    }
    Value over = overwritten(step, at);
    if (over == null) {
      places.put(y, take(y.layout().count()));
    } else {
      places.put(y, place(owner(over)));
      handedOn.add(owner(over));
    }
  }

  private int take(int count) {
    int best = -1;
    for (int i = 0; i < free.size(); i++) {
      if (best < 0 || isBetter(sizes.get(free.get(i)), sizes.get(free.get(best)), count)) {
        best = i;
      }
    }
    if (best < 0) {
      sizes.add(count);
      return sizes.size() - 1;
    }
    int buffer = free.remove(/* index */ best);
    sizes.set(buffer, Math.max(sizes.get(buffer), count));
    return buffer;
  }

  /// The smallest that is large enough, else the largest, which then grows.
  private static boolean isBetter(int size, int than, int count) {
    return than < count ? size > than : size >= count && size < than;
  }

  private void release(Step step, int at) {
    Set<Value> done = new LinkedHashSet<>(); // in the same order each time
    step.inputs().forEach(input -> done.add(owner(input)));
    step.outputs().forEach(output -> done.add(owner(output))); // perhaps nobody reads it
    for (Value value : done) {
      if (lastReads.getOrDefault(value, at) <= at && place(value) >= 0 && handedOn.add(value)) {
        free.add(place(value));
      }
    }
  }

  /// Whether the step writes every element of a result that it is given, and reads none of it.
  static boolean fills(Step step) {
    return switch (step) {
      case Step.Weighted weighted -> !(weighted.operation() instanceof Conv3d);
      case Step.Blocked blocked -> true;
      case Step.Regroup regroup -> true;
      case Step.BlockedApply blocked -> true;
      case Step.EachImage each -> true;
      case Step.Apply apply ->
          switch (apply.operation()) {
            case Elementwise e -> true;
            case Arithmetic a -> true;
            case Affine a -> true;
            case Clamp c -> true;
            case Copy c -> true;
            case Cast c -> true;
            case MaxPool m -> true;
            case AveragePool a -> true;
            case Reduce r -> true;
            case Softmax s -> true;
            case MatrixProduct m -> true;
            default -> false;
          };
    };
  }

  /// The input whose buffer the step may write its result to: one that nobody reads later, of an
  /// operation that reads each element before it writes the one in the same place.
  private @Nullable Value overwritten(Step step, int at) {
    if (step instanceof Step.Blocked blocked) {
      return overwritten(blocked, at);
    }
    if (!(step instanceof Step.Apply apply) || !isElementByElement(apply.operation())) {
      return null;
    }
    for (Value x : apply.inputs()) {
      Value owner = owner(x);
      boolean last = lastReads.getOrDefault(owner, -1) == at && place(owner) >= 0;
      boolean alone = apply.inputs().stream().allMatch(z -> z == x || owner(z) != owner);
      if (last && alone && x.isPlain() && x.sameKind(apply.y())) {
        return x;
      }
    }
    return null;
  }

  /// The residual, if each sum is added to it and goes to its place: the memory is read anyway, and
  /// writing to another place would read that too.
  private @Nullable Value overwritten(Step.Blocked step, int at) {
    Value residual = step.residual();
    if (residual == null || !step.addsInPlace()) {
      return null;
    }
    Value owner = owner(residual);
    boolean last = lastReads.getOrDefault(owner, -1) == at && place(owner) >= 0;
    boolean alone = owner(step.x()) != owner;
    return last && alone && residual.isPlain() && residual.sameKind(step.y()) ? residual : null;
  }

  private static boolean isElementByElement(Operation operation) {
    return switch (operation) {
      case Affine affine -> true;
      case Clamp clamp -> true;
      case Elementwise elementwise ->
          elementwise.function() == UnaryFunction.RELU
              || elementwise.function() == UnaryFunction.RELU6;
      case Arithmetic arithmetic ->
          switch (arithmetic.function()) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MINIMUM, MAXIMUM -> true;
            default -> false;
          };
      default -> false;
    };
  }
}
