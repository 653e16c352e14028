package octavo.estimator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import octavo.distribution.Bernoulli;
import octavo.distribution.Distribution;
import octavo.distribution.Normal;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Central differences with common random numbers: `(L̂(θ + h) - L̂(θ - h)) / 2h`, where both estimates draw the same
/// noise (Glasserman and Yao, 1992, *Some Guidelines and Guarantees for Common Random Numbers*). Divided is by how far a
/// parameter was moved, which rounding makes another number than `2h`. It needs nothing but samples,
/// and `f` need not be differentiable. The **bias** is `h²·L‴/6`; it costs two evaluations for each number of the parameters of
/// a row, and one for the value.
///
/// What the common noise saves depends on the path from it to the sample: along a smooth one the variance stays as `h`
/// gets small, across a jump it grows like `1/h`.
///
/// @param step `h`
/// @param parameters of the distribution; each begins with the axes of its batch
/// @param rebuild the same distribution with other parameters, in the same order
/// @param <D> the distribution
public record FiniteDifference<D extends Distribution>(
    double step, Function<D, List<Tensor>> parameters, Function<List<Tensor>, D> rebuild)
    implements GradientEstimator<D> {
  /// Checks the step.
  ///
  /// @throws IllegalArgumentException if it is not positive and finite
  public FiniteDifference {
    if (!(step > 0 && Double.isFinite(step))) {
      throw new IllegalArgumentException(
          "FiniteDifference: the step must be positive and finite, but is " + step + ".");
    }
  }

  /// For the mean and the scale of normal variables; the step must be less than each scale.
  ///
  /// @throws IllegalArgumentException if the step is not positive and finite
  public static FiniteDifference<Normal> normal(double step) {
    return new FiniteDifference<>(
        step,
        d -> List.of(d.loc().expandTo(d.batchShape()), d.scale().expandTo(d.batchShape())),
        p -> Normal.of(p.get(0), p.get(1)));
  }

  /// For the logits of binary variables.
  ///
  /// @throws IllegalArgumentException if the step is not positive and finite
  public static FiniteDifference<Bernoulli> bernoulli(double step) {
    return new FiniteDifference<>(
        step, d -> List.of(d.logits()), p -> Bernoulli.ofLogits(p.getFirst()));
  }

  /// For any distribution.
  ///
  /// @throws IllegalArgumentException if the step is not positive and finite
  public static <D extends Distribution> FiniteDifference<D> of(
      double step, Function<D, List<Tensor>> parameters, Function<List<Tensor>, D> rebuild) {
    return new FiniteDifference<>(step, parameters, rebuild);
  }

  /// The estimate.
  ///
  /// @throws IllegalArgumentException if there is no sample, the objective's result is not `[samples, rows…]`, or the step is
  ///     too small to move a parameter
  @Override
  public Estimate estimate(D distribution, Objective objective, int samples, Rng rng) {
    Draw.requireSamples("FiniteDifference", samples, 1);
    Rng noise = rng.split();
    Draw draw = Draw.of(distribution, objective, distribution.sample(noise.copy(), samples));
    List<Tensor> given = parameters.apply(distribution);
    Tensor surrogate = draw.values().mean(0);
    for (int i = 0; i < given.size(); i++) {
      Tensor gradient = gradient(given, i, draw, noise, samples);
      surrogate = Surrogates.withGradient(surrogate, given.get(i), gradient);
    }
    return Estimate.of(surrogate);
  }

  /// The gradient in parameter `which`, one number of each row after the other.
  private Tensor gradient(List<Tensor> given, int which, Draw draw, Rng noise, int samples) {
    Tensor parameter = given.get(which).stopGradient();
    int rank = draw.rowRank();
    int[] sizes = parameter.shape().toArray();
    int numbers = 1;
    for (int i = rank; i < sizes.length; i++) {
      numbers *= sizes[i];
    }
    if (numbers == 0) {
      return parameter.zerosLike();
    }
    int[] inner = sizes.clone();
    Arrays.fill(inner, 0, rank, 1);
    Tensor[] columns = new Tensor[numbers];
    for (int c = 0; c < numbers; c++) {
      Tensor move = Tensors.oneHot(c, numbers).to(parameter.dtype()).reshape(inner).multiply(step);
      Tensor above = parameter.add(move);
      Tensor below = parameter.subtract(move);
      Tensor up = value(given, which, above, draw, noise, samples);
      Tensor down = value(given, which, below, draw, noise, samples);
      Tensor width = moved(above, below, c, numbers, up.shape().without(0));
      columns[c] = up.subtract(down).mean(0).divide(width.to(up.dtype()));
    }
    return Tensors.stack(rank, columns).reshape(sizes);
  }

  /// How far number `c` of each row's parameters was moved: beside a large parameter the step is rounded.
  ///
  /// @throws IllegalArgumentException if one did not move at all
  private Tensor moved(Tensor above, Tensor below, int c, int numbers, Shape rows) {
    int[] flat = rows.with(rows.rank(), numbers).toArray();
    Tensor all = above.to(DType.FLOAT64).subtract(below.to(DType.FLOAT64)).reshape(flat);
    Tensor width = all.narrow(-1, c, 1).squeeze(-1);
    if (width.equalTo(0).any().item() != 0) {
      throw new IllegalArgumentException(
          "FiniteDifference: the step must move every parameter, but %s is less than the last digit of one. Take a larger step, or parameters of float64."
              .formatted(step));
    }
    return width.maskedFill(width.isNaN(), 2 * step); // of one that is infinite
  }

  private Tensor value(
      List<Tensor> given, int which, Tensor moved, Draw draw, Rng noise, int samples) {
    List<Tensor> other = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      other.add(i == which ? moved : given.get(i).stopGradient());
    }
    D near = rebuild.apply(other);
    Tensor z = near.sample(noise.copy(), samples);
    return Draw.evaluate(draw.objective(), z, near.batchShape()).stopGradient();
  }
}
