package octavo.nn;

import octavo.tensor.Tensor;

/// `λx` above 0, else `λα(eˣ - 1)`, element by element (Klambauer et al., 2017). Weights should begin
/// normal with variance `1/fanIn`: [Initializer#kaimingNormal] with gain 1.
public record Selu() implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.selu();
  }
}
