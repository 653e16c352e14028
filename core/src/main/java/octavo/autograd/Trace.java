package octavo.autograd;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import octavo.op.Operation;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// The operations by which a function computes its result, written down while it is computed for one
/// sample.
///
/// ```java
/// Trace trace = Trace.of(x -> network.forward(x), sample);
/// ```
///
/// Sizes are those of the sample. Whatever is not computed from the sample is a constant, with
/// everything that is computed from constants alone; so a trace of a network in inference mode holds
/// its parameters as they are. Nothing global is switched: the sample carries a mark, and every
/// result that comes from it carries the mark on. A function that reads the numbers of a marked
/// tensor, and so might have taken another way for another sample, is refused.
public final class Trace {
  private final Input input;
  private final List<Step> steps;
  private final Value output;
  private final Tensor result;

  private Trace(Input input, List<Step> steps, Value output, Tensor result) {
    this.input = input;
    this.steps = List.copyOf(steps);
    this.output = output;
    this.result = result;
  }

  /// The trace of `function` for inputs like `sample`.
  ///
  /// @throws IllegalStateException if the function reads numbers that it computed from the sample,
  ///     or takes gradients
  public static Trace of(UnaryOperator<Tensor> function, Tensor sample) {
    return of(function, sample, null);
  }

  /// The trace of `function` for inputs like `sample`, of which `observer` is told step by step. Only sizes
  /// are found out: numbers of results, and so [#result], may be any where it is costly to compute them.
  ///
  /// @throws IllegalStateException if the function reads numbers that it computed from the sample,
  ///     or takes gradients
  public static Trace of(
      UnaryOperator<Tensor> function, Tensor sample, @Nullable Observer observer) {
    TraceRecorder recorder = new TraceRecorder(observer);
    Input input = new Input(sample.shape(), sample.dtype());
    Tensor marked = sample.withoutHistory().withNode(new TraceNode(recorder, input));
    Tensor result = function.apply(marked);
    Value output = TraceRecorder.valueOf(result);
    return new Trace(input, needed(recorder.steps(), output), output, result.withoutHistory());
  }

  /// Tells who observes the trace of `x`, if anyone, that the caller is about to hand it to its part
  /// number `index`. Layers in a list say this, since what they call is otherwise the same at each turn.
  public static void entering(Tensor x, int index) {
    if (x.node() instanceof TraceNode node) {
      node.recorder.entering(index);
    }
  }

  /// The steps that the result depends on.
  private static List<Step> needed(List<Step> steps, Value output) {
    Set<Step> needed = new HashSet<>();
    List<Step> kept = new ArrayList<>();
    require(output, needed);
    for (Step step : steps.reversed()) {
      if (needed.contains(step)) {
        step.inputs().forEach(input -> require(input, needed));
        kept.add(step);
      }
    }
    return kept.reversed();
  }

  private static void require(Value value, Set<Step> needed) {
    if (value instanceof Result result) {
      needed.add(result.step());
    }
  }

  /// What the function is given.
  public Input input() {
    return input;
  }

  /// The operations that the result depends on, each after those it reads from.
  public List<Step> steps() {
    return steps;
  }

  /// What the function returns.
  public Value output() {
    return output;
  }

  /// What the function returned for the sample.
  public Tensor result() {
    return result;
  }

  /// Who is told what happens while it happens, on the thread and in the stack where it does.
  public interface Observer {
    /// An operation has been applied.
    ///
    /// @param step what is written down
    /// @param inputs what it was given, constants with the history they have
    void applied(Step step, List<Tensor> inputs);

    /// The caller hands a tensor to its part number `index`: see [Trace#entering].
    void entering(int index);
  }

  /// One operation applied to values.
  public static final class Step {
    private final Operation operation;
    private final List<Value> inputs;
    private final List<Result> results;

    Step(Operation operation, List<Value> inputs, Tensor[] outputs) {
      this.operation = operation;
      this.inputs = List.copyOf(inputs);
      List<Result> found = new ArrayList<>();
      for (int i = 0; i < outputs.length; i++) {
        found.add(new Result(this, i, outputs[i]));
      }
      this.results = List.copyOf(found);
    }

    /// The operation.
    public Operation operation() {
      return operation;
    }

    /// What it reads.
    public List<Value> inputs() {
      return inputs;
    }

    /// Its result and its extra outputs.
    public List<Result> results() {
      return results;
    }
  }

  /// A tensor of the computation. Two values are the same only if they are one object.
  public abstract static sealed class Value permits Input, Constant, Result {
    private final Shape shape;
    private final DType dtype;

    Value(Shape shape, DType dtype) {
      this.shape = shape;
      this.dtype = dtype;
    }

    /// The sizes of its axes.
    public Shape shape() {
      return shape;
    }

    /// The element type.
    public DType dtype() {
      return dtype;
    }
  }

  /// What the function is given.
  public static final class Input extends Value {
    Input(Shape shape, DType dtype) {
      super(shape, dtype);
    }
  }

  /// A tensor that does not depend on what the function is given, such as a parameter.
  public static final class Constant extends Value {
    private final Tensor tensor;

    Constant(Tensor tensor) {
      super(tensor.shape(), tensor.dtype());
      this.tensor = tensor;
    }

    /// The tensor; of a parameter it shows later updates too.
    public Tensor tensor() {
      return tensor;
    }
  }

  /// What a step computes.
  public static final class Result extends Value {
    private final Step step;
    private final int index;

    Result(Step step, int index, Tensor sample) {
      super(sample.shape(), sample.dtype());
      this.step = step;
      this.index = index;
    }

    /// The step.
    public Step step() {
      return step;
    }

    /// Which of its outputs: 0 is the result, others are extra.
    public int index() {
      return index;
    }
  }
}
