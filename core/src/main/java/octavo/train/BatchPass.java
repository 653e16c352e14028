package octavo.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import octavo.autograd.Gradients;
import octavo.autograd.Graph;
import octavo.data.Batch;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// The passes of one step over one batch. Each draws the same random numbers; what counts of the
/// results, and what moves the network's buffers, is the first.
final class BatchPass implements Supplier<Gradients> {
  private final Layer model;
  private final BatchLoss loss;
  private final Batch batch;
  private final Rng rng;
  private final long step;
  private double value;
  private long right;
  private int passes;
  private @Nullable Map<String, Tensor> buffers;

  /// @param step the steps taken so far
  BatchPass(Layer model, BatchLoss loss, Batch batch, Rng rng, long step) {
    this.model = model;
    this.loss = loss;
    this.batch = batch;
    this.rng = rng;
    this.step = step;
  }

  @Override
  public Gradients get() {
    if (passes == 1) {
      Map<String, Tensor> copies = new LinkedHashMap<>();
      model.buffers().forEach((name, buffer) -> copies.put(name, buffer.tensor().copy()));
      buffers = copies;
    }
    passes++;
    Mode mode = Mode.training(rng.copy());
    Tensor y =
        loss instanceof Classification classification
            ? classified(classification, mode)
            : loss.of(batch, mode, step);
    if (passes == 1) {
      value = y.item();
      if (!Double.isFinite(value)) {
        throw new NonFiniteLossException(step + 1, value, Graph.firstNonFinite(y));
      }
    }
    return y.gradients();
  }

  private Tensor classified(Classification classification, Mode mode) {
    Tensor logits = classification.model().forward(batch.inputs(), mode);
    Tensor y = classification.loss().of(logits, batch.targets());
    if (passes == 1) {
      right = Classification.right(logits.stopGradient(), batch.targets());
    }
    return y;
  }

  /// Puts the buffers back to what the first pass made of them.
  void finish() {
    Map<String, Tensor> first = buffers;
    if (first != null) {
      model
          .buffers()
          .forEach((name, buffer) -> {
            Tensor numbers = first.get(name);
            if (numbers != null) {
              buffer.set(numbers);
            }
          });
    }
  }

  /// The loss of the first pass.
  double loss() {
    return value;
  }

  /// How many examples the first pass classified right.
  long right() {
    return right;
  }
}
