package octavo.estimator;

import java.util.LinkedHashMap;
import java.util.Map;
import octavo.autograd.Gradients;
import octavo.distribution.Distribution;
import octavo.nn.Parameter;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Many estimates by one estimator, in rounds of a thousand that run as one batch.
final class Measurement<D extends Distribution> {
  private static final int ROUND = 1000;
  private static final int WARM_ROUND = 100;
  private static final double LEARNING_RATE = 0.02;

  private final GradientProblem<D> problem;
  private final GradientEstimator<? super D> estimator;
  private final int samples;
  private final Rng rng;
  private long calls;

  Measurement(
      GradientProblem<D> problem, GradientEstimator<? super D> estimator, int samples, Rng rng) {
    this.problem = problem;
    this.estimator = estimator;
    this.samples = samples;
    this.rng = rng;
  }

  GradientReport.Row run(String name, int replicas, int warmUp) {
    warmUp(warmUp);
    int numbers = problem.theta().elements();
    double[] estimates = new double[Math.multiplyExact(replicas, numbers)];
    long points = 0;
    long nanos = 0;
    for (int from = 0; from < replicas; from += ROUND) {
      int count = Math.min(ROUND, replicas - from);
      long before = calls;
      long start = System.nanoTime();
      double[] found = gradients(count);
      nanos += System.nanoTime() - start;
      points += (calls - before) * count;
      System.arraycopy(found, 0, estimates, from * numbers, found.length);
    }
    double drawn = (double) samples * replicas;
    return Spread.of(estimates, problem.gradient().toDoubleArray())
        .row(name, points / drawn, nanos / drawn);
  }

  private double[] gradients(int count) {
    Tensor theta = problem.replicas(count);
    Estimate estimate = estimate(theta);
    Tensor surrogate = estimate.surrogate();
    @Nullable Tensor found = null;
    if (surrogate.isTracked()) {
      Gradients gradients = estimate.gradients();
      found = gradients.find(theta);
    }
    return found == null ? new double[theta.elements()] : found.toDoubleArray();
  }

  private Estimate estimate(Tensor theta) {
    Estimate estimate =
        estimator.estimate(problem.distribution().apply(theta), this::counted, samples, rng);
    if (estimate.surrogate().rank() != 1 || estimate.surrogate().size(0) != theta.size(0)) {
      throw new IllegalArgumentException(
          "GradientStudy: the objective must give [samples, replicas], but for %d replicas the estimate is %s. Sum over the variables of each replica."
              .formatted(theta.size(0), estimate.surrogate().shape()));
    }
    return estimate;
  }

  private Tensor counted(Tensor z) {
    calls += z.size(0);
    return problem.objective().value(z);
  }

  /// Lets averages form and parameters learn.
  private void warmUp(int rounds) {
    Map<String, Parameter> learned = new LinkedHashMap<>();
    if (estimator instanceof LearnedEstimator<?> learner) {
      learner.parameters().forEach(p -> learned.put(Integer.toString(learned.size()), p));
    }
    @Nullable Optimizer optimizer =
        learned.isEmpty() ? null : Optimizers.adam(LEARNING_RATE).create(learned);
    for (int i = 0; i < rounds; i++) {
      Estimate estimate = estimate(problem.replicas(WARM_ROUND));
      if (optimizer != null) {
        estimate.learning().map(Tensor::gradients).ifPresent(optimizer::step);
      }
    }
  }
}
