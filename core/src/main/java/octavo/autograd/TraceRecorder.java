package octavo.autograd;

import java.util.ArrayList;
import java.util.List;
import octavo.op.Operation;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Writes down the operations of one [Trace] while they are applied to its sample.
final class TraceRecorder {
  private final List<Trace.Step> steps = new ArrayList<>();
  private final Trace.@Nullable Observer observer;

  TraceRecorder(Trace.@Nullable Observer observer) {
    this.observer = observer;
  }

  /// Who records what is computed from `inputs`, or null if none of them is traced.
  static @Nullable TraceRecorder of(Tensor[] inputs) {
    TraceRecorder found = null;
    for (Tensor input : inputs) {
      if (input.node() instanceof TraceNode node) {
        if (found != null && found != node.recorder) {
          throw new IllegalStateException(
              "trace: an operation must belong to one trace, but its inputs belong to two. A traced"
                  + " function must not keep tensors for later.");
        }
        found = node.recorder;
      }
    }
    return found;
  }

  /// Records the operation and computes it for the sample; if someone observes, only the sizes of its
  /// result. An operation that is only a name for others is not recorded, they are.
  synchronized Tensor[] apply(Operation operation, Tensor[] inputs) {
    if (operation.isComposite()) {
      return operation.evaluate(inputs);
    }
    Tensor[] plain = new Tensor[inputs.length];
    List<Trace.Value> values = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      plain[i] = inputs[i].withoutHistory();
      values.add(valueOf(inputs[i]));
    }
    Tensor[] outputs =
        (observer == null ? operation.evaluate(plain) : operation.outline(plain)).clone();
    Trace.Step step = new Trace.Step(operation, values, outputs);
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = outputs[i].withNode(new TraceNode(this, step.results().get(i)));
    }
    steps.add(step);
    if (observer != null) {
      observer.applied(step, List.of(inputs));
    }
    return outputs;
  }

  synchronized void entering(int index) {
    if (observer != null) {
      observer.entering(index);
    }
  }

  static Trace.Value valueOf(Tensor x) {
    return x.node() instanceof TraceNode node ? node.value : new Trace.Constant(x.withoutHistory());
  }

  List<Trace.Step> steps() {
    return steps;
  }
}
