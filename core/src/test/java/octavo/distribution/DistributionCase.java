package octavo.distribution;

import java.util.function.Function;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// One distribution on the battery's list.
///
/// @param name the class, and what is special about the case
/// @param type the class
/// @param make from parameters
/// @param parameters float64, each with a first axis of as many distributions
/// @param outside numbers that cannot be drawn
/// @param trait what the battery has to know
record DistributionCase(
    String name,
    Class<? extends Distribution> type,
    Function<Tensor[], Distribution> make,
    Tensor[] parameters,
    double[] outside,
    Trait trait) {
  /// What the battery has to know of a case.
  enum Trait {
    /// Nothing.
    PLAIN,
    /// Draws pass a gradient on that is not that of the expectation.
    BIASED_GRADIENT,
    /// The support depends on the parameters, so that the expectation of the score is not 0 and the score function's
    /// gradient is wrong.
    MOVING_SUPPORT,
    /// Draws are not a fixed smooth function of the noise: differences with common noise show nothing.
    IMPLICIT_GRADIENT
  }

  /// A case of a distribution of numbers with three values of each parameter.
  static DistributionCase of(
      Class<? extends Distribution> type,
      Function<Tensor[], Distribution> make,
      double[] outside,
      double[]... parameters) {
    Tensor[] tensors = new Tensor[parameters.length];
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = Tensors.of(parameters[i], parameters[i].length);
    }
    return of(type, make, outside, tensors);
  }

  /// A case with parameters of any shape.
  static DistributionCase of(
      Class<? extends Distribution> type,
      Function<Tensor[], Distribution> make,
      double[] outside,
      Tensor... parameters) {
    return new DistributionCase(
        type.getName().replaceAll(".*\\.", ""), type, make, parameters, outside, Trait.PLAIN);
  }

  DistributionCase named(String addition) {
    return new DistributionCase(name + " " + addition, type, make, parameters, outside, trait);
  }

  DistributionCase with(Trait other) {
    return new DistributionCase(name, type, make, parameters, outside, other);
  }

  /// How many distributions there are.
  int count() {
    return parameters[0].size(0);
  }

  Distribution batch() {
    return make.apply(parameters);
  }

  Distribution batch(DType type) {
    return make.apply(each(p -> p.to(type)));
  }

  /// One of the distributions, without a batch.
  Distribution single(int i) {
    return make.apply(one(i));
  }

  Tensor[] one(int i) {
    return each(p -> p.narrow(0, i, 1).squeeze(0));
  }

  private Tensor[] each(Function<Tensor, Tensor> change) {
    Tensor[] changed = new Tensor[parameters.length];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = change.apply(parameters[i]);
    }
    return changed;
  }

  @Override
  public String toString() {
    return name;
  }
}
