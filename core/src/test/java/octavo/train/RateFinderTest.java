package octavo.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import octavo.data.DataLoader;
import octavo.data.Dataset;
import octavo.data.TensorDataset;
import octavo.nn.BatchNorm1d;
import octavo.nn.Dropout;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.nn.loss.CrossEntropy;
import octavo.optim.LookAheadNesterov;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

class RateFinderTest {
  private static final Rng RNG = Rng.of(5);

  private static Layer network() {
    return Sequential.of(
        Linear.of(8, 24).create(Rng.of(1)),
        BatchNorm1d.create(24),
        new Relu(),
        new Dropout(0.1),
        Linear.of(24, 4).create(Rng.of(2)));
  }

  private static Dataset data() {
    Tensor x = RandomTensors.normal(Rng.of(3), 200, 8);
    return new TensorDataset(x, x.narrow(1, 0, 4).argMax(1));
  }

  private static RateFinder finder(Layer model) {
    return RateFinder.of(
        model, CrossEntropy.mean(), DataLoader.shuffled(data(), 20, RNG.split("data")), RNG);
  }

  private static Map<String, Tensor> copy(Layer model) {
    Map<String, Tensor> copy = new LinkedHashMap<>();
    model.state().forEach((name, tensor) -> copy.put(name, tensor.copy()));
    return copy;
  }

  @Test
  void findsARateThatLearnsAndLeavesNothingBehind() {
    Layer model = network();
    Map<String, Tensor> before = copy(model);
    RateSweep sweep = finder(model).withRange(1e-4, 1e4).run(Optimizers.sgd(1));
    assertThat(model.state()).isEqualTo(before);
    assertThat(sweep.rates()[0]).isEqualTo(1e-4);
    assertThat(sweep.diverged()).isTrue();
    assertThat(sweep.rates().length).isLessThan(120).isEqualTo(sweep.losses().length);
    assertThat(sweep.suggestion()).isBetween(1e-2, 3.0);
    assertThat(sweep.lowest()).isGreaterThan(sweep.suggestion());
    RateSweep again = finder(model).withRange(1e-4, 1e4).run(Optimizers.sgd(1));
    assertThat(again.losses()).isEqualTo(sweep.losses());

    double found = trained(sweep.suggestion());
    assertThat(found).isLessThan(trained(sweep.suggestion() / 1000));
    assertThat(found).isLessThan(0.7);
  }

  private static double trained(double rate) {
    Layer model = network();
    Trainer trainer =
        Trainer.of(
                model,
                CrossEntropy.mean(),
                Optimizers.sgd(rate).create(model.parameters()),
                DataLoader.shuffled(data(), 20, RNG.split("data")),
                RNG)
            .build();
    trainer.run(6);
    return trainer.cursor().history().getLast().trainLoss();
  }

  @Test
  void sweepsOtherOptimizersAndDrawsTheLoss() {
    Layer model = network();
    RateSweep sweep =
        finder(model)
            .withRange(1e-5, 1)
            .withSteps(40)
            .withSmoothing(0.8)
            .run(rate -> LookAheadNesterov.of(model.parameters(), rate, 0.9));
    assertThat(sweep.rates()).hasSizeLessThanOrEqualTo(40);
    assertThat(sweep.chart().svg()).contains(">suggestion</text>", ">learning rate</text>");
    assertThat(sweep.smoothed()[1])
        .isBetween(
            Math.min(sweep.losses()[0], sweep.losses()[1]),
            Math.max(sweep.losses()[0], sweep.losses()[1]));
  }

  @Test
  void aSweepThatLearnsNothingSuggestsItsFirstRate() {
    double[] rates = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    double[] flat = new double[11];
    double[] rising = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    assertThat(new RateSweep(rates, flat, flat, false).suggestion()).isEqualTo(1);
    assertThat(new RateSweep(rates, rising, rising, true).suggestion()).isEqualTo(1);
    double[] falling = {9, 9, 9, 9, 9, 7, 5, 3, 2, 2, 4};
    RateSweep sweep = new RateSweep(rates, falling, falling, true);
    assertThat(sweep.suggestion()).isBetween(5.0, 8.0);
    assertThat(sweep.lowest()).isEqualTo(9);
  }

  @Test
  void putsTheNetworkBackAfterAnError() {
    Layer model = network();
    Map<String, Tensor> before = copy(model);
    Tensor bad = Tensors.full(Shape.of(40, 8), Double.NaN);
    Dataset broken = new TensorDataset(bad, Tensors.of(new long[40], 40));
    RateFinder finder =
        RateFinder.of(model, CrossEntropy.mean(), DataLoader.inOrder(broken, 20), RNG);
    assertThatThrownBy(() -> finder.run(Optimizers.adam(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "RateFinder: the loss must be finite before the first step, but is not. Look at the"
                + " data and the network's initial weights.");
    assertThat(model.state()).isEqualTo(before);
  }

  @Test
  void refusesWhatIsOutOfRange() {
    RateFinder finder = finder(network());
    assertThatThrownBy(() -> finder.withRange(0, 1))
        .hasMessage("RateFinder: the rates must be positive and rise, but are 0.0 and 1.0.");
    assertThatThrownBy(() -> finder.withRange(1, 1))
        .hasMessage("RateFinder: the rates must be positive and rise, but are 1.0 and 1.0.");
    assertThatThrownBy(() -> finder.withSteps(9))
        .hasMessage("RateFinder: there must be at least 10 steps, but there are 9.");
    assertThatThrownBy(() -> finder.withSmoothing(1))
        .hasMessage("RateFinder: the decay must be in (0, 1), but is 1.0.");
  }
}
