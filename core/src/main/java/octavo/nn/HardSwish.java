package octavo.nn;

import octavo.tensor.Tensor;

/// `x·min(max(x + 3, 0), 6)/6`, element by element (Howard et al., 2019).
public record HardSwish() implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.hardSwish();
  }
}
