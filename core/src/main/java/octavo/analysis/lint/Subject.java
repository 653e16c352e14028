package octavo.analysis.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import octavo.analysis.NetworkGraph;
import octavo.autograd.Trace;
import octavo.data.Batch;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.random.Rng;
import octavo.storage.Storage;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// What rules look at: a network, the graph of one pass, and of a training the rest. What several rules
/// need is computed once.
public final class Subject {
  /// Random numbers of the passes; they decide nothing but which of equal findings are seen.
  static final long SEED = 0x1147;

  private final Layer network;
  private final Tensor sample;
  private final @Nullable Training training;
  private final @Nullable Batch batch;
  private final List<Placed> layers;
  private final Map<String, Parameter> parameters;
  private @Nullable NetworkGraph graph;
  private @Nullable Intervals intervals;
  private @Nullable Slopes slopes;
  private @Nullable Replay replay;
  private @Nullable FirstStep firstStep;
  private @Nullable Labels labels;

  Subject(Layer network, Tensor sample, @Nullable Training training, @Nullable Batch batch) {
    this.network = network;
    this.sample = sample.stopGradient();
    this.training = training;
    this.batch = batch;
    this.layers = Placed.in(network);
    this.parameters = network.parameters();
  }

  static Subject of(Training training) {
    Batch first = training.batches().iterator(0, 0).next();
    return new Subject(training.network(), first.inputs(), training, first);
  }

  /// The network.
  public Layer network() {
    return network;
  }

  /// An example of its input: of a training, the first batch.
  public Tensor sample() {
    return sample;
  }

  /// The network and all layers in it, each ahead of its parts.
  public List<Placed> layers() {
    return layers;
  }

  /// The parameters by their dotted names.
  public Map<String, Parameter> parameters() {
    return parameters;
  }

  /// The graph of a pass for the sample as in training, but for the norms: they use their running
  /// statistics and appear as one scale and one shift of each channel.
  public NetworkGraph graph() {
    NetworkGraph known = graph;
    if (known == null) {
      Mode mode = Mode.training(Rng.of(SEED)).withBatchStatistics(false);
      known = NetworkGraph.of(network, sample, mode);
      graph = known;
    }
    return known;
  }

  /// The training.
  ///
  /// @throws IllegalStateException if there is none: a rule must say what it [Rule#needs]
  public Training training() {
    if (training == null) {
      throw new IllegalStateException(
          "Subject: there is no training to look at. A rule that needs one says so by needs().");
    }
    return training;
  }

  /// The first batch of the training.
  ///
  /// @throws IllegalStateException if there is no training
  public Batch batch() {
    training();
    if (batch == null) {
      throw new IllegalStateException("Subject: a training without a batch.");
    }
    return batch;
  }

  /// Whether the training's loss is known.
  public boolean hasLoss() {
    return training != null && (training.loss() != null || training.objective() != null);
  }

  /// The words for the first need that is not met, or none.
  String missing(Set<Rule.Need> needs) {
    for (Rule.Need need : Rule.Need.values()) {
      if (needs.contains(need) && !has(need)) {
        return need.words();
      }
    }
    return "";
  }

  private boolean has(Rule.Need need) {
    return training != null
        && switch (need) {
          case BATCHES -> true;
          case LOSS -> training.loss() != null;
          case OBJECTIVE -> hasLoss();
          case OPTIMIZER -> !training.optimizers().isEmpty();
        };
  }

  /// Between which bounds the results of the operations are.
  Intervals intervals() {
    Intervals known = intervals;
    if (known == null) {
      known = Intervals.of(graph());
      intervals = known;
    }
    return known;
  }

  /// The gradients of random sums of the output.
  Slopes slopes() {
    Slopes known = slopes;
    if (known == null) {
      known = Slopes.ofOutput(this);
      slopes = known;
    }
    return known;
  }

  /// What the first step of the training gives.
  FirstStep firstStep() {
    FirstStep known = firstStep;
    if (known == null) {
      known = FirstStep.of(this);
      firstStep = known;
    }
    return known;
  }

  /// Whether it is known on which parameters the loss depends.
  boolean knowsLossSlopes() {
    return hasLoss() && firstStep().slopes() != null;
  }

  /// What every operation gives for the first batch.
  Replay replay() {
    Replay known = replay;
    if (known == null) {
      known = Replay.of(this);
      replay = known;
    }
    return known;
  }

  /// The targets in the order of the data set.
  Labels labels() {
    Labels known = labels;
    if (known == null) {
      known = Labels.of(training().batches().dataset());
      labels = known;
    }
    return known;
  }

  /// The name of the parameter whose numbers a constant of the graph shows, perhaps in another shape.
  Optional<String> parameter(Trace.Value value) {
    if (!(value instanceof Trace.Constant constant)) {
      return Optional.empty();
    }
    Storage storage = constant.tensor().view().storage();
    return parameters.entrySet().stream()
        .filter(entry -> entry.getValue().tensor().view().storage() == storage)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// Each parameter once, under its first name.
  List<Map.Entry<String, Parameter>> distinctParameters() {
    Map<Parameter, Boolean> seen = new HashMap<>();
    List<Map.Entry<String, Parameter>> found = new ArrayList<>();
    for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
      if (seen.put(entry.getValue(), true) == null) {
        found.add(entry);
      }
    }
    return found;
  }
}
