package octavo.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import octavo.autograd.Trace;
import octavo.op.Operation;
import octavo.op.Reshape;
import octavo.op.ViewOp;
import octavo.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// A computation as a list of steps, each after those it reads from. Immutable; a [Pass] makes a new
/// one. Steps whose outputs nobody reads are left out.
final class Program {
  private final Value input;
  private final List<Step> steps;
  private final Value output;
  private final Map<Value, Step> producers = new HashMap<>();
  private final Map<Value, Integer> uses = new HashMap<>();

  private Program(Value input, List<Step> all, Value output) {
    this.input = input;
    this.output = output;
    List<Step> kept = new ArrayList<>();
    uses.put(output, 1);
    for (Step step : all.reversed()) {
      if (step.outputs().stream().anyMatch(uses::containsKey)) {
        kept.add(step);
        step.inputs().forEach(value -> uses.merge(value, 1, Integer::sum));
        step.outputs().forEach(value -> producers.put(value, step));
      }
    }
    this.steps = List.copyOf(kept.reversed());
  }

  /// The program of a trace, nothing rewritten yet.
  static Program of(Trace trace) {
    Map<Trace.Value, Value> values = new HashMap<>();
    Value input = Value.filled(trace.input().dtype(), trace.input().shape());
    values.put(trace.input(), input);
    List<Step> steps = new ArrayList<>();
    for (Trace.Step traced : trace.steps()) {
      List<Value> inputs = new ArrayList<>();
      for (Trace.Value value : traced.inputs()) {
        inputs.add(valueOf(value, values));
      }
      List<Value> outputs = new ArrayList<>();
      for (Trace.Result result : traced.results()) {
        Value y =
            traced.operation() instanceof ViewOp view
                ? Value.shown(view.view(inputs.getFirst().layout()))
                : Value.filled(result.dtype(), result.shape());
        outputs.add(y);
        values.put(result, y);
      }
      Step.Apply step =
          new Step.Apply(traced.operation(), List.copyOf(inputs), List.copyOf(outputs));
      Step.Weighted weighted = Step.Weighted.of(step);
      steps.add(weighted == null ? step : weighted);
    }
    return new Program(input, steps, valueOf(trace.output(), values));
  }

  private static Value valueOf(Trace.Value traced, Map<Trace.Value, Value> values) {
    return values.computeIfAbsent(
        traced,
        t -> {
          if (t instanceof Trace.Constant constant) {
            return Value.constant(constant.tensor());
          }
          throw new IllegalStateException("inference: a value is read before it is computed.");
        });
  }

  /// The program of these steps.
  static Program of(Value input, List<Step> steps, Value output) {
    return new Program(input, steps, output);
  }

  /// The same input and output with other steps between.
  Program of(List<Step> other) {
    return new Program(input, other, output);
  }

  Value input() {
    return input;
  }

  List<Step> steps() {
    return steps;
  }

  Value output() {
    return output;
  }

  /// The place of `step` in the order.
  int position(Step step) {
    int at = 0;
    while (!steps.get(at).is(step)) {
      at++;
    }
    return at;
  }

  /// The step that computes `value`, or null for the input and constants.
  @Nullable Step producer(Value value) {
    return producers.get(value);
  }

  /// How often `value` is read; once by whoever is given the result.
  int uses(Value value) {
    return uses.getOrDefault(value, 0);
  }

  /// The convolution or linear map whose result is `value`, perhaps in another shape, if nobody but
  /// the reader of `value` reads that result.
  Step.@Nullable Weighted weightedBehind(Value value) {
    Value at = value;
    while (uses(at) == 1) {
      Step step = producer(at);
      if (step instanceof Step.Weighted weighted) {
        return weighted;
      }
      if (!(step instanceof Step.Apply apply && apply.operation() instanceof Reshape)) {
        return null;
      }
      at = apply.x();
    }
    return null;
  }

  /// Without the step that computes `old`, whose readers read `by` instead.
  Program replacing(Value old, Value by) {
    List<Step> changed = new ArrayList<>();
    for (Step step : steps) {
      if (!step.outputs().contains(old)) {
        changed.add(step.reading(value -> value == old ? by : value));
      }
    }
    return new Program(input, changed, output == old ? by : output);
  }

  /// With another step in the place of `old`.
  Program replacing(Step old, Step by) {
    return new Program(
        input, steps.stream().map(step -> step.is(old) ? by : step).toList(), output);
  }

  /// With `late`, and all steps that need its result, moved to the place right before `after`.
  Program moving(Step late, Step after) {
    List<Step> moved = new ArrayList<>();
    List<Step> changed = new ArrayList<>();
    for (Step step : steps) {
      boolean follows =
          step.is(late)
              || moved.stream()
                  .anyMatch(m -> m.outputs().stream().anyMatch(step.inputs()::contains));
      if (follows && !step.is(after)) {
        moved.add(step);
      } else {
        changed.add(step);
      }
      if (step.is(after)) {
        changed.addAll(changed.size() - 1, moved);
      }
    }
    return new Program(input, changed, output);
  }

  /// The same numbers in another shape, as a step.
  static Step.Apply reshaped(Value x, Value y) {
    Operation reshape = new Reshape(Shape.of(y.layout().sizes()));
    return new Step.Apply(reshape, List.of(x), List.of(y));
  }
}
