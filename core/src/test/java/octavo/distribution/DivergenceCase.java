package octavo.distribution;

import java.util.Arrays;
import java.util.function.Function;
import octavo.tensor.Tensor;

/// A pair of distributions whose divergence has a closed form.
///
/// @param name the names of both
/// @param first makes `p` from its parameters
/// @param second makes `q` from its parameters
/// @param ofFirst the parameters of `p`, float64
/// @param ofSecond the parameters of `q`, float64
record DivergenceCase(
    String name,
    Function<Tensor[], Distribution> first,
    Function<Tensor[], Distribution> second,
    Tensor[] ofFirst,
    Tensor[] ofSecond) {
  Distribution p() {
    return first.apply(ofFirst);
  }

  Distribution q() {
    return second.apply(ofSecond);
  }

  /// Those of `p`, then those of `q`.
  Tensor[] parameters() {
    Tensor[] both = Arrays.copyOf(ofFirst, ofFirst.length + ofSecond.length);
    System.arraycopy(ofSecond, 0, both, ofFirst.length, ofSecond.length);
    return both;
  }

  Distribution p(Tensor[] both) {
    return first.apply(Arrays.copyOf(both, ofFirst.length));
  }

  Distribution q(Tensor[] both) {
    return second.apply(Arrays.copyOfRange(both, ofFirst.length, both.length));
  }

  boolean isFinite() {
    return Divergences.kl(p(), q()).isFinite().all().item() != 0;
  }

  @Override
  public String toString() {
    return name;
  }
}
