package octavo.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import octavo.autograd.Gradients;
import octavo.nn.Parameter;
import octavo.tensor.Tensor;

/// Adds up the gradients of several batches, for a step as if they had been one: a large batch in
/// the memory of a small one.
///
/// ```java
/// GradientAccumulation sum = GradientAccumulation.of(model.parameters().values());
/// for (Batch part : parts) {
///   sum.add(loss(part).gradients());
/// }
/// optimizer.step(sum.mean());
/// ```
public final class GradientAccumulation {
  private final List<Parameter> parameters;
  private final Map<Parameter, Tensor> sums = new LinkedHashMap<>();
  private double weight;

  private GradientAccumulation(List<Parameter> parameters) {
    this.parameters = parameters;
  }

  /// An empty sum for these parameters.
  public static GradientAccumulation of(Iterable<Parameter> parameters) {
    List<Parameter> all = new ArrayList<>();
    parameters.forEach(all::add);
    return new GradientAccumulation(all);
  }

  /// Adds the gradients of one batch; all batches weigh the same.
  public void add(Gradients gradients) {
    add(gradients, 1);
  }

  /// Adds the gradients of one batch with a weight, such as its number of examples if the loss is
  /// their mean.
  ///
  /// @throws IllegalArgumentException if the weight is not positive
  public void add(Gradients gradients, double share) {
    Numbers.requirePositive("add: the weight", share);
    for (Parameter p : parameters) {
      Tensor gradient = gradients.find(p);
      if (gradient != null) {
        Tensor weighted = share == 1 ? gradient : gradient.multiply(share);
        sums.merge(p, weighted, Tensor::add);
      }
    }
    weight += share;
  }

  /// The weighted mean of the gradients so far, by parameter; the sum begins anew.
  ///
  /// @throws IllegalStateException if nothing was added
  public Map<Parameter, Tensor> mean() {
    if (weight == 0) {
      throw new IllegalStateException(
          "mean: there must be gradients to take the mean of, but none was added.");
    }
    Map<Parameter, Tensor> means = new LinkedHashMap<>();
    sums.forEach((p, sum) -> means.put(p, sum.divide(weight)));
    sums.clear();
    weight = 0;
    return means;
  }
}
