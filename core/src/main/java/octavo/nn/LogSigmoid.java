package octavo.nn;

import octavo.tensor.Tensor;

/// `ln σ(x)`, finite where σ underflows, element by element.
public record LogSigmoid() implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.logSigmoid();
  }
}
