package octavo.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import octavo.autograd.Derivatives;
import octavo.autograd.Gradients;
import octavo.nn.Parameter;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Estimates of the diagonal of the Hessian of a loss, by parameter, for [Sophia] and for looking.
public final class HessianDiagonal {
  private HessianDiagonal() {}

  /// Hutchinson's estimate (1990): `v ⊙ Hv` with random signs `v`. Its mean is the diagonal; it may
  /// be negative. It costs one backward pass through the gradient.
  ///
  /// @param loss a single number that depends on the parameters
  /// @param parameters those that are asked for; one that the loss does not depend on is left out
  public static Map<Parameter, Tensor> hutchinson(
      Tensor loss, Iterable<Parameter> parameters, Rng rng) {
    List<Parameter> all = new ArrayList<>();
    parameters.forEach(all::add);
    Tensor[] leaves = all.stream().map(Parameter::tracked).toArray(Tensor[]::new);
    Tensor one = loss.stopGradient().onesLike();
    @Nullable Tensor[] slopes = Derivatives.gradientsOrNull(loss, one, true, leaves);
    @Nullable Tensor product = null;
    Tensor[] signs = new Tensor[leaves.length];
    for (int i = 0; i < leaves.length; i++) {
      Tensor p = all.get(i).tensor();
      Rng own = rng.split();
      Tensor coins = RandomTensors.bernoulli(own, 0.5, p.shape().toArray());
      signs[i] = coins.to(p.dtype()).affine(2, -1);
      Tensor slope = slopes[i];
      if (slope != null && slope.isTracked()) {
        Tensor term = slope.multiply(signs[i]).sum();
        product = product == null ? term : product.add(term);
      }
    }
    Map<Parameter, Tensor> diagonal = new LinkedHashMap<>();
    @Nullable Tensor[] curved =
        product == null
            ? new @Nullable Tensor[leaves.length]
            : Derivatives.gradientsOrNull(
                product, product.stopGradient().onesLike(), false, leaves);
    for (int i = 0; i < leaves.length; i++) {
      if (slopes[i] != null) {
        Tensor found = curved[i];
        diagonal.put(all.get(i), found == null ? signs[i].zerosLike() : found.multiply(signs[i]));
      }
    }
    return diagonal;
  }

  /// The Gauss-Newton-Bartlett estimate of Sophia-G (Liu et al., 2023): with labels drawn from the
  /// network's own softmax and `ĝ` the gradient of the mean cross-entropy with them, `batch·ĝ²`. Its
  /// mean is the diagonal of the Gauss-Newton matrix; it is never negative. It costs one ordinary
  /// backward pass.
  ///
  /// @param logits `[batch, classes]` or more leading axes, which depend on the parameters
  /// @param parameters those that are asked for; one that the logits do not depend on is left out
  public static Map<Parameter, Tensor> gaussNewtonBartlett(
      Tensor logits, Iterable<Parameter> parameters, Rng rng) {
    if (logits.rank() < 2) {
      throw new IllegalArgumentException(
          "gaussNewtonBartlett: logits must be [batch, classes], but are "
              + logits.shape()
              + ". Put an axis of size 1 in front: unsqueeze(0).");
    }
    Tensor rows = logits.reshape(-1, logits.size(-1));
    Tensor noise = RandomTensors.gumbel(rng, rows.shape().toArray()).to(rows.dtype());
    Tensor labels = rows.stopGradient().add(noise).argMax(1);
    Gradients gradients = rows.crossEntropy(labels).mean().gradients();
    Map<Parameter, Tensor> diagonal = new LinkedHashMap<>();
    for (Parameter p : parameters) {
      Tensor slope = gradients.find(p);
      if (slope != null) {
        diagonal.put(p, slope.square().multiply(rows.size(0)));
      }
    }
    return diagonal;
  }
}
