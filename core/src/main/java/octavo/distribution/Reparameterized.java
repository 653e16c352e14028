package octavo.distribution;

import octavo.random.Rng;
import octavo.tensor.Tensor;

/// A distribution whose draws are a differentiable function of its parameters and of noise that has none:
/// `z = g_θ(ε)`, so that `∇_θ E f(z) = E ∇f(z)·∂g_θ/∂θ` (Kingma and Welling, 2014; Rezende et al., 2014). Where `g`
/// has no closed form, the derivative is that of the implicit function (Figurnov et al., 2018).
public interface Reparameterized extends Distribution {
  /// Draws as in [#sample], tracked in the parameters.
  ///
  /// @throws IllegalArgumentException if a size is negative or the result too large
  Tensor rsample(Rng rng, int... sampleShape);

  @Override
  default Tensor sample(Rng rng, int... sampleShape) {
    return rsample(rng, sampleShape).stopGradient();
  }
}
