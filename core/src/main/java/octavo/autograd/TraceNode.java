package octavo.autograd;

/// The mark of a tensor whose computation is being written down by a [Trace].
public final class TraceNode extends Node {
  final TraceRecorder recorder;
  final Trace.Value value;

  TraceNode(TraceRecorder recorder, Trace.Value value) {
    this.recorder = recorder;
    this.value = value;
  }

  @Override
  public String label() {
    return "a traced tensor " + value.shape();
  }

  /// The refusal to read numbers that belong to the sample only.
  public IllegalStateException reading() {
    return new IllegalStateException(
        "trace: what a traced function computes must not depend on numbers, but it reads those of a"
            + " tensor %s. Decide by shapes, or by tensor methods such as where."
                .formatted(value.shape()));
  }

  /// The refusal to take gradients of the sample.
  public IllegalStateException tracking() {
    return new IllegalStateException(
        "tracked: a traced function must not take gradients, but it tracks a tensor %s."
            .formatted(value.shape()));
  }
}
