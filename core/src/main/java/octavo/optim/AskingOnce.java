package octavo.optim;

import java.util.Map;
import java.util.function.Supplier;
import octavo.autograd.Gradients;
import octavo.tensor.Tensor;

/// An [Optimizer] as a [ClosureOptimizer].
///
/// @param optimizer what takes the steps
record AskingOnce(Optimizer optimizer) implements ClosureOptimizer {
  @Override
  public Gradients step(Supplier<Gradients> closure) {
    Gradients gradients = closure.get();
    optimizer.step(gradients);
    return gradients;
  }

  @Override
  public <T> T atEvaluationPoint(Supplier<T> body) {
    return optimizer.atEvaluationPoint(body);
  }

  @Override
  public long steps() {
    return optimizer.steps();
  }

  @Override
  public double learningRate() {
    return optimizer.learningRate();
  }

  @Override
  public Map<String, Tensor> state() {
    return optimizer.state();
  }

  @Override
  public void load(Map<String, Tensor> state) {
    optimizer.load(state);
  }
}
