package octavo.cli.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import octavo.autograd.Gradients;
import octavo.data.Batch;
import octavo.data.DataLoader;
import octavo.data.TensorDataset;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.loss.Loss;
import octavo.plot.XyChart;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The part of chapter 6 about scores of batches: they are no means over examples, so neither they nor
/// their gradients add up.
final class BatchScores {
  private static final int[] SIZES = {10, 20, 40, 80, 200, 400, 1000, 2000, 4000};
  private static final int SMALL = 40;

  private BatchScores() {}

  static void run(Findings findings, FineTuning.Trained trained) {
    Layer network = trained.network();
    TensorDataset data = trained.train();
    StringBuilder table =
        new StringBuilder(
            "                 whole   mean of 100 batches   angle of the gradients\n");
    row(table, "cross-entropy", network, data, CrossEntropy.mean());
    row(table, "1 − soft F1", network, data, FineTuning::softF1);
    findings.text("accumulated", table.toString());
    bias(findings, network, data);
  }

  /// The loss and its gradient with respect to all parameters.
  private record Slope(double loss, Tensor gradient) {}

  // begin accumulated
  /// Mean loss and mean gradient over batches: what gradient accumulation steps with.
  private static Slope accumulated(Layer network, TensorDataset data, Loss loss, int batchSize) {
    DataLoader batches = DataLoader.shuffled(data, batchSize, Rng.of(7));
    double sum = 0;
    List<Tensor> gradients = new ArrayList<>();
    for (Batch batch : batches.epoch(1)) {
      Tensor logits = network.forward(batch.inputs(), Mode.training(Rng.of(1)));
      Gradients g = loss.of(logits, batch.targets()).gradients();
      List<Tensor> parts = new ArrayList<>();
      for (Parameter parameter : network.parameters().values()) {
        parts.add(g.of(parameter).flatten());
      }
      gradients.add(Tensors.concat(0, parts));
      sum += g.y().item();
    }
    Tensor mean = Tensors.stack(0, gradients.toArray(Tensor[]::new)).mean(0);
    return new Slope(sum / batches.batches(), mean);
  }

  // end accumulated

  private static void row(
      StringBuilder table, String name, Layer network, TensorDataset data, Loss loss) {
    Slope whole = accumulated(network, data, loss, data.size());
    Slope parts = accumulated(network, data, loss, SMALL);
    double cosine =
        whole.gradient().dot(parts.gradient()).item()
            / (whole.gradient().norm().item() * parts.gradient().norm().item());
    table.append(
        String.format(
            Locale.ROOT,
            "%-14s   %5.3f   %19.3f   %20.0f °%n",
            name,
            whole.loss(),
            parts.loss(),
            Math.toDegrees(Math.acos(Math.min(1, cosine)))));
  }

  private static void bias(Findings findings, Layer network, TensorDataset data) {
    double[] sizes = new double[SIZES.length];
    double[] means = new double[SIZES.length];
    for (int i = 0; i < SIZES.length; i++) {
      DataLoader batches = DataLoader.shuffled(data, SIZES[i], Rng.of(8));
      double sum = 0;
      for (Batch batch : batches.epoch(1)) {
        sum += 1 - FineTuning.softF1(network.forward(batch.inputs()), batch.targets()).item();
      }
      sizes[i] = SIZES[i];
      means[i] = sum / batches.batches();
    }
    findings.figure(
        "batches",
        XyChart.of("Mean soft F1 of batches; the last is the whole data set")
            .line("mean", sizes, means)
            .points("mean", sizes, means)
            .withLogX()
            .withXLabel("examples in a batch")
            .withYLabel("soft F1"));
  }
}
