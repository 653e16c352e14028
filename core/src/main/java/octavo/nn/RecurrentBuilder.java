package octavo.nn;

import java.util.ArrayList;
import java.util.List;
import octavo.kernel.recurrent.CellKind;
import octavo.random.Rng;
import octavo.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// What a recurrent network is made from: `Lstm.of(64, 128).withLayers(2).withBidirectional().create(rng)`.
///
/// @param <L> the network
public final class RecurrentBuilder<L extends RecurrentLayer> {
  /// The network from its parts.
  interface Maker<L> {
    L make(List<RecurrentWeights> weights, boolean bidirectional, RecurrentDropout dropout);
  }

  /// What withers change.
  ///
  /// @param features of a step
  /// @param hidden units
  /// @param layers above each other
  /// @param biased whether there are biases
  /// @param bidirectional whether there are two directions
  /// @param projected size of the projection, or 0
  /// @param dropout what is dropped
  private record Plan(
      int features,
      int hidden,
      int layers,
      boolean biased,
      boolean bidirectional,
      int projected,
      RecurrentDropout dropout) {}

  private final String layer;
  private final CellKind kind;
  private final Plan plan;
  private final Maker<L> maker;

  private RecurrentBuilder(String layer, CellKind kind, Plan plan, Maker<L> maker) {
    this.layer = layer;
    this.kind = kind;
    this.plan = plan;
    this.maker = maker;
    if (plan.features < 1 || plan.hidden < 1 || plan.layers < 1) {
      throw new IllegalArgumentException(
          "%s: sizes must be positive, but features is %d, hidden is %d and layers is %d."
              .formatted(layer, plan.features, plan.hidden, plan.layers));
    }
  }

  static <L extends RecurrentLayer> RecurrentBuilder<L> of(
      String layer, CellKind kind, int features, int hidden, Maker<L> maker) {
    Plan plan = new Plan(features, hidden, 1, true, false, 0, RecurrentDropout.NONE);
    return new RecurrentBuilder<>(layer, kind, plan, maker);
  }

  private RecurrentBuilder<L> with(
      int layers, boolean biased, boolean bidirectional, int projected, RecurrentDropout dropout) {
    Plan other =
        new Plan(plan.features, plan.hidden, layers, biased, bidirectional, projected, dropout);
    return new RecurrentBuilder<>(layer, kind, other, maker);
  }

  /// With so many layers, each of which reads the output of the one below.
  ///
  /// @throws IllegalArgumentException if the number is not positive
  public RecurrentBuilder<L> withLayers(int layers) {
    return with(layers, plan.biased, plan.bidirectional, plan.projected, plan.dropout);
  }

  /// Without biases.
  public RecurrentBuilder<L> withoutBias() {
    return with(plan.layers, false, plan.bidirectional, plan.projected, plan.dropout);
  }

  /// With a second direction from the end of the sequences.
  public RecurrentBuilder<L> withBidirectional() {
    return with(plan.layers, plan.biased, true, plan.projected, plan.dropout);
  }

  /// With hidden states of so many numbers, made of the units by a matrix (Sak, Senior and Beaufays, 2014).
  /// Only an LSTM has this; it runs in tensor methods step by step.
  ///
  /// @throws IllegalArgumentException if the size is not in 1 … hidden - 1, or the network is no LSTM
  public RecurrentBuilder<L> withProjection(int size) {
    if (kind != CellKind.LSTM || size < 1 || size >= plan.hidden) {
      throw new IllegalArgumentException(
          "%s: a projection must be an LSTM's and smaller than its %d units, but its size is %d."
              .formatted(layer, plan.hidden, size));
    }
    return with(plan.layers, plan.biased, plan.bidirectional, size, plan.dropout);
  }

  /// With dropout on the way from layer to layer.
  ///
  /// @throws IllegalArgumentException if the probability to drop is not in `[0, 1]`
  public RecurrentBuilder<L> withDropout(double dropProbability) {
    return dropping(dropProbability, /* sameOverTime= */ false, plan.dropout.recurrent());
  }

  /// With dropout on the way from layer to layer that drops the same numbers in all steps of a sequence
  /// (Gal and Ghahramani, 2016). [VariationalDropout] ahead of the network does so with its input.
  ///
  /// @throws IllegalArgumentException if the probability to drop is not in `[0, 1]`
  public RecurrentBuilder<L> withVariationalDropout(double dropProbability) {
    return dropping(dropProbability, /* sameOverTime= */ true, plan.dropout.recurrent());
  }

  /// With dropout of hidden states on their way to the next step: the same units in all steps of a sequence
  /// (Gal and Ghahramani, 2016).
  ///
  /// @throws IllegalArgumentException if the probability to drop is not in `[0, 1]`
  public RecurrentBuilder<L> withRecurrentDropout(double dropProbability) {
    return dropping(plan.dropout.between(), plan.dropout.sameOverTime(), dropProbability);
  }

  private RecurrentBuilder<L> dropping(double between, boolean sameOverTime, double recurrent) {
    RecurrentDropout dropout = new RecurrentDropout(between, sameOverTime, recurrent);
    return with(plan.layers, plan.biased, plan.bidirectional, plan.projected, dropout);
  }

  /// The network, with all parameters drawn uniformly in `±1/√hidden`.
  ///
  /// @throws IllegalArgumentException if there is dropout from layer to layer, but one layer
  public L create(Rng rng) {
    double bound = 1 / Math.sqrt(plan.hidden);
    Initializer uniform = Initializer.uniform(-bound, bound);
    int directions = plan.bidirectional ? 2 : 1;
    int rows = kind.gates() * plan.hidden;
    int state = plan.projected == 0 ? plan.hidden : plan.projected;
    List<RecurrentWeights> weights = new ArrayList<>();
    for (int i = 0; i < plan.layers * directions; i++) {
      int features = i < directions ? plan.features : directions * state;
      Parameter input = Parameter.of(uniform.create(rng, Shape.of(rows, features)));
      Parameter recurrent = Parameter.of(uniform.create(rng, Shape.of(rows, state)));
      @Nullable Parameter[] biases = new @Nullable Parameter[2];
      for (int b = 0; plan.biased && b < 2; b++) {
        biases[b] = Parameter.of(uniform.create(rng, Shape.of(rows)));
      }
      Parameter projection =
          plan.projected == 0
              ? null
              : Parameter.of(uniform.create(rng, Shape.of(state, plan.hidden)));
      weights.add(new RecurrentWeights(input, recurrent, biases[0], biases[1], projection));
    }
    return maker.make(weights, plan.bidirectional, plan.dropout);
  }

  /// A copy of the weights of a network, whose shapes fit, and for which nothing of the dropout is in
  /// vain.
  static List<RecurrentWeights> require(
      String layer,
      CellKind kind,
      List<RecurrentWeights> weights,
      boolean bidirectional,
      RecurrentDropout dropout) {
    int directions = bidirectional ? 2 : 1;
    if (weights.isEmpty() || weights.size() % directions != 0) {
      throw new IllegalArgumentException(
          "%s: there must be weights for each layer and direction, but there are %d for %d directions."
              .formatted(layer, weights.size(), directions));
    }
    if (weights.size() == directions && dropout.between() > 0) {
      throw new IllegalArgumentException(
          "%s: dropout is between layers, but there is one layer. Put a Dropout behind the network, or take withRecurrentDropout."
              .formatted(layer));
    }
    RecurrentWeights first = weights.getFirst();
    for (int i = 0; i < weights.size(); i++) {
      RecurrentWeights w = weights.get(i);
      int features = i < directions ? first.features() : directions * first.state();
      w.require(layer, kind.gates(), features);
      if (w.state() != first.state() || (w.weightHr() != null && kind != CellKind.LSTM)) {
        throw new IllegalArgumentException(
            "%s: all layers must have the same hidden size, and only an LSTM a projection, but weights number %d have %d units of %d."
                .formatted(layer, i, w.state(), first.state()));
      }
    }
    return List.copyOf(weights);
  }
}
