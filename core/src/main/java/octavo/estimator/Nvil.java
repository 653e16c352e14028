package octavo.estimator;

import java.util.List;
import java.util.Optional;
import octavo.distribution.Distribution;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// NVIL: the score function with a baseline that a network predicts from the input of a row, a running mean, and a
/// division by the running deviation (Mnih and Gregor, 2014, *Neural Variational Inference and Learning in Belief Networks*):
/// `(f(z) - b(x) - c) / max(1, √v)·∇ ln p(z)`.
///
/// The mean `c` and variance `v` are those of earlier calls, where the paper mixes in the present ones: so the gradient is
/// unbiased but for the known factor `1 / max(1, √v)`, which [#withoutNormalization()] leaves out. The network learns
/// by squared error, through [Estimate#learning()].
///
/// ```java
/// Nvil nvil = Nvil.of(Linear.of(784, 1).create(rng));
/// Estimate estimate = nvil.at(images).estimate(distribution, f, 1, rng);
/// ```
///
/// Remembers `c` and `v`; not to be shared between threads.
public final class Nvil {
  private static final double DECAY = 0.8;

  private final Layer network;
  private final boolean normalized;
  private final Memory memory;

  private Nvil(Layer network, boolean normalized, Memory memory) {
    this.network = network;
    this.normalized = normalized;
    this.memory = memory;
  }

  /// What was seen in earlier calls.
  private static final class Memory {
    private double mean;
    private double variance;
    private double weight;

    double mean() {
      return weight == 0 ? 0 : mean / weight;
    }

    double scale() {
      return weight == 0 ? 1 : Math.max(1, Math.sqrt(variance / weight));
    }

    void add(Tensor signal) {
      double latest = signal.mean().item();
      double spread = signal.populationVariance().item();
      if (Double.isFinite(latest) && Double.isFinite(spread)) { // another would stay for ever
        mean = DECAY * mean + (1 - DECAY) * latest;
        variance = DECAY * variance + (1 - DECAY) * spread;
        weight = DECAY * weight + 1 - DECAY;
      }
    }
  }

  /// With a network that maps the input of the rows, `[rows…, features]`, to `[rows…]` or `[rows…, 1]`.
  public static Nvil of(Layer network) {
    return new Nvil(network, true, new Memory());
  }

  /// The same network and memory without the division: the gradient has its true size.
  public Nvil withoutNormalization() {
    return new Nvil(network, false, memory);
  }

  /// The estimator for rows with this input. A row that has no input takes `Tensor.ones(1)`: the network is a learned
  /// number then.
  ///
  /// @param input what the network predicts the objective from; a constant here
  public LearnedEstimator<Distribution> at(Tensor input) {
    return new AtInput(input.stopGradient());
  }

  private final class AtInput implements LearnedEstimator<Distribution> {
    private final Tensor input;

    AtInput(Tensor input) {
      this.input = input;
    }

    @Override
    public List<Parameter> parameters() {
      return List.copyOf(network.parameters().values());
    }

    @Override
    public Estimate estimate(Distribution distribution, Objective objective, int samples, Rng rng) {
      Draw.requireSamples("Nvil", samples, 1);
      Draw draw = Draw.of(distribution, objective, distribution.sample(rng, samples));
      Tensor predicted = predict(draw, rng);
      Tensor f = draw.values().stopGradient();
      Tensor error = f.subtract(predicted).subtract(memory.mean());
      Tensor signal = error.stopGradient().multiply(1 / (normalized ? memory.scale() : 1));
      memory.add(f.subtract(predicted.stopGradient()));
      Tensor logProb = draw.logProb();
      Tensor score = logProb.subtract(logProb.stopGradient());
      Tensor surrogate = draw.values().add(signal.multiply(score)).mean(0);
      // nothing is to be learned from an infinite value
      Tensor learnable = error.maskedFill(f.isInfinite(), 0);
      return new Estimate(surrogate, Optional.of(learnable.square().mean()));
    }

    /// `[rows…]`, or what broadcasts to it.
    private Tensor predict(Draw draw, Rng rng) {
      // of its own at each call, and without a change to what is drawn later
      Tensor b =
          network.forward(input, Mode.training(rng.copy().split().split("octavo.estimator.Nvil")));
      int rows = draw.rowRank();
      if (b.rank() > 0 && b.size(-1) == 1 && (b.rank() == rows + 1 || rows == 0)) {
        b = b.squeeze(-1);
      }
      if (!b.shape().broadcastsTo(draw.values().shape().without(0))) {
        throw new IllegalArgumentException(
            "Nvil: the network must give one number for each row, but for the rows %s it gave %s."
                .formatted(draw.values().shape().without(0), b.shape()));
      }
      return b;
    }
  }
}
