package octavo.analysis.lint;

import static octavo.analysis.lint.Faults.RNG;
import static octavo.analysis.lint.Faults.chain;
import static octavo.analysis.lint.Faults.input;
import static octavo.analysis.lint.Faults.only;
import static octavo.analysis.lint.Faults.silent;
import static octavo.analysis.lint.Faults.step;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import octavo.data.DataLoader;
import octavo.data.TensorDataset;
import octavo.nn.BatchNorm1d;
import octavo.nn.Embedding;
import octavo.nn.Layer;
import octavo.nn.LayerNorm;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.nn.Relu;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.model.GaussianVae;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.optim.ParameterGroups;
import octavo.optim.Schedule;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Optimizers and networks that do not belong together, and near misses.
class TrainingRulesTest {
  private static final DataLoader BATCHES =
      DataLoader.inOrder(
          new TensorDataset(input(20, 4), RandomTensors.integers(Rng.of(2), 0, 3, 20)), 10);

  private static Layer network() {
    return chain(Linear.of(4, 5).create(RNG), new Relu(), Linear.of(5, 3).create(RNG));
  }

  private static Training training(Layer network, Optimizer... optimizers) {
    return new Training(network, BATCHES, CrossEntropy.mean(), null, List.of(optimizers));
  }

  private static Map<String, Parameter> without(Layer network, String name) {
    Map<String, Parameter> left = new LinkedHashMap<>(network.parameters());
    left.remove(name);
    return left;
  }

  @Test
  void aSoundTrainingIsClean() {
    Layer network = network();
    Optimizer optimizer =
        ParameterGroups.decayingMatrices(network.parameters(), Optimizers.adamW(1e-3));
    LintReport report = Lint.training(network, CrossEntropy.mean(), optimizer, BATCHES);
    assertThat(report.isClean()).as(report.toString()).isTrue();
    assertThat(report.unchecked()).isEmpty();
    assertThat(report.toString()).isEqualTo("Nothing found.\n");
  }

  @Test
  void aParameterThatNoOptimizerHolds() {
    String rule = "untrained-parameter";
    Layer network = network();
    Finding finding =
        only(rule, training(network, Optimizers.sgd(0.1).create(without(network, "2.bias"))));
    assertThat(finding.path()).isEqualTo("2.bias");
    assertThat(finding.what()).isEqualTo("no optimizer holds this parameter [3].");
    assertThat(finding.why()).isEqualTo("Its 3 numbers stay as they were drawn.");
    Optimizer rest =
        Optimizers.sgd(0.1).create(Map.of("2.bias", network.parameters().get("2.bias")));
    silent(rule, training(network, Optimizers.sgd(0.1).create(without(network, "2.bias")), rest));
    // a layer that is frozen as a whole is named once
    Layer nested = chain(chain(network(), new Relu()), Linear.of(3, 3).create(RNG));
    Map<String, Parameter> head = new LinkedHashMap<>(nested.parameters());
    head.keySet().removeIf(name -> name.startsWith("0."));
    Finding frozen = only(rule, training(nested, Optimizers.sgd(0.1).create(head)));
    assertThat(frozen.path()).isEqualTo("0");
    assertThat(frozen.what()).isEqualTo("no optimizer holds any of its parameters.");
    assertThat(frozen.why()).isEqualTo("Its 43 numbers stay as they were drawn.");
  }

  @Test
  void anOptimizerOfAnotherNetwork() {
    String rule = "foreign-parameter";
    Layer network = network();
    Finding finding =
        only(rule, training(network, Optimizers.sgd(0.1).create(network().parameters())));
    assertThat(finding.what())
        .isEqualTo(
            "the optimizer holds 4 parameters, of which 4 are not the network's: 0.weight, 0.bias, 2.weight.");
    silent(rule, training(network, Optimizers.sgd(0.1).create(network.parameters())));
  }

  @Test
  void twoOptimizersOfOneParameter() {
    String rule = "two-optimizers";
    Layer network = network();
    Optimizer all = Optimizers.sgd(0.1).create(network.parameters());
    Optimizer bias =
        Optimizers.sgd(0.1).create(Map.of("2.bias", network.parameters().get("2.bias")));
    Finding finding = only(rule, training(network, all, bias));
    assertThat(finding.path()).isEqualTo("2.bias");
    assertThat(finding.what()).isEqualTo("is in optimizer 1 and in optimizer 2.");
    silent(rule, training(network, Optimizers.sgd(0.1).create(without(network, "2.bias")), bias));
  }

  @Test
  void aLearningRateThatIsNone() {
    String rule = "learning-rate";
    Layer network = network();
    Finding finding =
        only(
            rule,
            training(network, Optimizers.sgd(1).withSchedule(s -> 0).create(network.parameters())));
    assertThat(finding.what())
        .isEqualTo("the learning rate is 0 in all 2 steps of the next epoch.");
    assertThat(finding.why()).isEqualTo("4 parameters do not move.");
    assertThat(
            only(
                    rule,
                    training(
                        network,
                        Optimizers.sgd(1).withSchedule(s -> 0.1 - s).create(network.parameters())))
                .what())
        .isEqualTo("the learning rate of step 1 is -0.9.");
    silent(
        rule,
        training(network, Optimizers.sgd(1).withSchedule(s -> s).create(network.parameters())));
    silent(
        rule,
        training(
            network,
            Optimizers.sgd(1)
                .withSchedule(Schedule.constant(1).withWarmup(9))
                .create(network.parameters())));
  }

  @Test
  void weightDecayOfNormsAndBiases() {
    String rule = "decayed-norm";
    Layer network = chain(Linear.of(4, 3).create(RNG), LayerNorm.create(3));
    Finding finding =
        only(
            rule,
            training(
                network, Optimizers.sgd(0.1).withWeightDecay(0.01).create(network.parameters())));
    assertThat(finding.path()).isEqualTo("0.bias");
    assertThat(finding.what())
        .isEqualTo("weight decay 0.01 is also on 3 biases and parameters of norms.");
    only(rule, training(network, Optimizers.adamW(0.1).create(network.parameters())));
    silent(rule, training(network, Optimizers.sgd(0.1).create(network.parameters())));
    silent(
        rule,
        training(
            network,
            ParameterGroups.decayingMatrices(network.parameters(), Optimizers.adamW(0.1))));
  }

  @Test
  void aParameterThatTheLossDoesNotSee() {
    String rule = "no-gradient";
    Layer cut =
        chain(
            Linear.of(4, 4).create(RNG), step(x -> x.stopGradient()), Linear.of(4, 3).create(RNG));
    Finding finding = only(rule, training(cut));
    assertThat(finding.path()).isEqualTo("0");
    assertThat(finding.what()).isEqualTo("none of its 20 numbers gets a gradient from the loss.");
    silent(rule, training(network()));
    // one cause, one finding
    Layer hidden = chain(cut, new Relu(), Linear.of(3, 3).create(RNG));
    assertThat(Lint.rules().without("linear-after-linear").check(training(hidden)).findings())
        .extracting(Finding::rule)
        .containsExactly(rule);
  }

  /// A codebook of which the nearest row stands for each example; no gradient comes through the choice.
  record Codebook(Linear encoder, Embedding rows) implements Layer {
    private Tensor nearest(Tensor z, Mode mode) {
      Tensor w = rows.weight().tensor();
      Tensor distances = z.unsqueeze(1).subtract(w.unsqueeze(0)).square().sum(2);
      return rows.forward(distances.argMin(1), mode);
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor z = encoder.forward(x, mode);
      return z.add(nearest(z, mode).subtract(z).stopGradient());
    }
  }

  @Test
  void aCodebookMayLearnFromATermOfItsOwn() {
    Codebook network = new Codebook(Linear.of(4, 3).create(RNG), Embedding.create(6, 3, RNG));
    Training training =
        Training.of(network, BATCHES)
            .minimizing((batch, mode) -> {
              Tensor z = network.encoder().forward(batch.inputs(), mode);
              Tensor toRows = network.nearest(z, mode).subtract(z.stopGradient()).square().mean();
              return network.forward(batch.inputs(), mode).square().mean().add(toRows);
            });
    assertThat(Lint.of(training).findings()).isEmpty();
    assertThat(only("detached-layer", network, input(2, 4)).path()).isEqualTo("rows");
  }

  @Test
  void whatForwardLeavesOutMayBeInTheObjective() {
    GaussianVae vae = GaussianVae.of(16).create(RNG);
    DataLoader pixels =
        DataLoader.inOrder(
            new TensorDataset(RandomTensors.uniform(RNG, 0, 1, 4, 16), Tensor.zeros(4)), 2);
    Training training = Training.of(vae, pixels);
    silent(
        "no-gradient", training.minimizing((batch, mode) -> vae.elbo(batch.inputs(), mode).loss()));
    Finding finding =
        only(
            "no-gradient",
            training.minimizing(
                (batch, mode) -> vae.forward(batch.inputs(), mode).square().mean()));
    assertThat(finding.path()).isEqualTo("log_variance");
  }

  @Test
  void aLastBatchOfOneExample() {
    String rule = "batch-of-one";
    Layer network = chain(Linear.of(4, 3).withoutBias().create(RNG), BatchNorm1d.create(3));
    TensorDataset data = new TensorDataset(input(21, 4), RandomTensors.integers(RNG, 0, 3, 21));
    Finding finding = only(rule, Training.of(network, DataLoader.inOrder(data, 10)));
    assertThat(finding.path()).isEqualTo("1");
    assertThat(finding.what())
        .isEqualTo(
            "21 examples in batches of 10 leave a last batch of one, and each channel has one number.");
    assertThat(finding.fix()).isEqualTo("Call dropLast() on the data loader.");
    assertThat(only(rule, Training.of(network, DataLoader.inOrder(data, 1))).what())
        .isEqualTo("the batches are of one example, and each channel has one number.");
    silent(rule, Training.of(network, DataLoader.inOrder(data, 10).dropLast()));
    silent(rule, Training.of(network, DataLoader.inOrder(data, 7)));
    silent(rule, Training.of(network(), DataLoader.inOrder(data, 10)));
    TensorDataset steps = new TensorDataset(input(21, 3, 5), RandomTensors.integers(RNG, 0, 3, 21));
    silent(rule, Training.of(chain(BatchNorm1d.create(3)), DataLoader.inOrder(steps, 10)));
  }
}
