package octavo.cli.chapter;

import java.util.Locale;
import java.util.stream.IntStream;
import octavo.nn.Dropout;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.MonteCarloDropout;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.nn.loss.MeanSquaredError;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.plot.XyChart;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The part of chapter 3 about dropout that is left on in prediction: how far the passes differ tells how
/// little the network knows.
final class DropoutUncertainty {
  private static final int STEPS = 2000;

  private DropoutUncertainty() {}

  static void run(Findings findings) {
    Rng rng = Rng.of(33);
    Tensor x =
        Tensors.concat(
            0,
            RandomTensors.uniform(rng, -2, -0.5, 30, 1),
            RandomTensors.uniform(rng, 0.5, 2, 30, 1));
    Tensor t = x.multiply(2).sin().add(RandomTensors.normal(rng, 60, 1).multiply(0.1));
    Layer network = trained(x, t);
    Tensor at = Tensors.linspace(-4, 4, 161).unsqueeze(1);
    // begin uncertainty
    MonteCarloDropout passes = MonteCarloDropout.of(network, 200);
    MonteCarloDropout.Prediction prediction = passes.predict(at, Rng.of(34));
    double[] mean = prediction.mean().flatten().toDoubleArray();
    double[] deviation = prediction.variance().sqrt().flatten().toDoubleArray();
    // end uncertainty
    double[] places = at.flatten().toDoubleArray();
    findings.figure(
        "uncertainty",
        XyChart.of("200 passes with dropout left on")
            .band(
                "mean ± 2 deviations",
                places,
                moved(mean, deviation, -2),
                moved(mean, deviation, 2))
            .line("mean ± 2 deviations", places, mean)
            .line("sin 2x", places, at.multiply(2).sin().flatten().toDoubleArray())
            .points("60 examples", x.flatten().toDoubleArray(), t.flatten().toDoubleArray())
            .withXLabel("x"));
    findings.text(
        "uncertainty",
        String.format(
            Locale.ROOT,
            """
            where                          mean deviation of the passes
            among the examples                                     %.2f
            in the gap between them                                %.2f
            beyond them, |x| from 3 to 4                           %.2f
            """,
            meanWhere(deviation, places, 0.5, 2),
            meanWhere(deviation, places, 0, 0.4),
            meanWhere(deviation, places, 3, 4)));
  }

  private static double[] moved(double[] mean, double[] deviation, double times) {
    return IntStream.range(0, mean.length)
        .mapToDouble(i -> mean[i] + times * deviation[i])
        .toArray();
  }

  /// The mean of the numbers whose place is so far from 0.
  private static double meanWhere(double[] numbers, double[] places, double from, double to) {
    return IntStream.range(0, numbers.length)
        .filter(i -> Math.abs(places[i]) >= from && Math.abs(places[i]) <= to)
        .mapToDouble(i -> numbers[i])
        .average()
        .orElseThrow();
  }

  private static Layer trained(Tensor x, Tensor t) {
    // begin regression
    Rng rng = Rng.of(35);
    Layer network =
        Sequential.of(
            Linear.of(1, 100).create(rng),
            new Relu(),
            Dropout.drop(0.1),
            Linear.of(100, 100).create(rng),
            new Relu(),
            Dropout.drop(0.1),
            Linear.of(100, 1).create(rng));
    Optimizer optimizer = Optimizers.adam(2e-3).create(network.parameters());
    for (int step = 0; step < STEPS; step++) {
      Tensor y = network.forward(x, Mode.training(rng));
      optimizer.step(MeanSquaredError.mean().of(y, t).gradients());
    }
    // end regression
    return network;
  }
}
