package octavo.cli.chapter;

import static octavo.tensor.Window.kernel;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import octavo.analysis.lint.Finding;
import octavo.analysis.lint.Lint;
import octavo.analysis.lint.LintReport;
import octavo.nn.BatchNorm1d;
import octavo.nn.BatchNorm2d;
import octavo.nn.Conv1d;
import octavo.nn.Conv2d;
import octavo.nn.GroupNorm;
import octavo.nn.InstanceNorm1d;
import octavo.nn.Layer;
import octavo.nn.LayerNorm;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.nn.model.ResNet;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;

/// The part of chapter 5 about norms, which take off what a bias has added, or do not.
final class BiasAheadOfNorm {
  private static final int CHANNELS = 6;
  private static final int LENGTH = 5;

  /// Numbers that Adam keeps for each weight: itself, its gradient and two moments, of four bytes.
  private static final int BYTES_IN_TRAINING = 16;

  private BiasAheadOfNorm() {}

  static void run(Findings findings) {
    norms(findings);
    builder(findings);
    lint(findings);
    residualNetworks(findings);
    folding(findings);
  }

  private static void norms(Findings findings) {
    Mode training = Mode.training(Rng.of(1));
    Mode frozen = training.withBatchStatistics(false);
    StringBuilder table =
        new StringBuilder("behind the bias                  change of the result   its gradient\n");
    row(table, "batch norm", BatchNorm1d.create(CHANNELS), training);
    row(table, "instance norm", InstanceNorm1d.create(CHANNELS), training);
    row(table, "batch norm, frozen statistics", BatchNorm1d.create(CHANNELS), frozen);
    row(table, "group norm, 2 groups", GroupNorm.create(2, CHANNELS), training);
    row(table, "layer norm", LayerNorm.create(CHANNELS, LENGTH), training);
    findings.text("norms", table.toString());
  }

  private static void row(StringBuilder table, String name, Layer norm, Mode mode) {
    // begin norms
    Rng rng = Rng.of(5);
    Tensor x = RandomTensors.normal(rng, 32, 4, LENGTH);
    Conv1d plain = Conv1d.of(4, CHANNELS, 1).withoutBias().create(rng);
    Parameter bias = Parameter.of(RandomTensors.normal(rng, CHANNELS).multiply(3));
    Conv1d biased = new Conv1d(plain.weight(), bias, plain.options());
    Tensor without = norm.forward(plain.forward(x, mode), mode);
    Tensor with = norm.forward(biased.forward(x, mode), mode);
    Tensor change = with.subtract(without).abs().max();
    Tensor target = RandomTensors.normal(rng, 32, CHANNELS, LENGTH);
    Tensor gradient = with.subtract(target).square().mean().gradients().of(bias);
    // end norms
    table.append(
        String.format(
            Locale.ROOT,
            "%-30s   %20.5f   %12.5f%n",
            name,
            change.item(),
            gradient.abs().max().item()));
  }

  private static void builder(Findings findings) {
    // begin builder
    Sequential network =
        Sequential.builder()
            .then(Conv2d.of(3, 16, kernel(3))) // gets no bias
            .then(BatchNorm2d.of(16))
            .then(new Relu())
            .then(Conv2d.of(16, 32, kernel(3))) // gets one
            .then(new Relu())
            .create(Rng.of(1));
    // end builder
    StringBuilder names = new StringBuilder();
    network
        .parameters()
        .forEach((name, p) -> names.append("%-10s %s%n".formatted(name, p.tensor().shape())));
    findings.text("builder", names.toString());
  }

  private static void lint(Findings findings) {
    // begin lint
    Rng rng = Rng.of(1);
    Layer network =
        Sequential.of(
            Conv2d.of(3, 16, kernel(3)).create(rng), // with a bias
            BatchNorm2d.create(16),
            new Relu(),
            Conv2d.of(16, 8, kernel(3)).create(rng),
            new Relu());
    LintReport report = Lint.of(network, RandomTensors.normal(rng, 2, 3, 12, 12));
    // end lint
    StringBuilder text = new StringBuilder();
    for (Finding found : report.findings()) {
      text.append(
          "layer %s [%s]%n  %s%n  why: %s%n  fix: %s%n"
              .formatted(found.path(), found.rule(), found.what(), found.why(), found.fix()));
    }
    findings.text("lint", text.toString());
  }

  private static void residualNetworks(Findings findings) {
    Map<String, ResNet.Options> networks = new LinkedHashMap<>();
    networks.put("ResNet-18", ResNet.resnet18(1000));
    networks.put("ResNet-34", ResNet.resnet34(1000));
    networks.put("ResNet-50", ResNet.resnet50(1000));
    StringBuilder table =
        new StringBuilder(
            "            parameters   biases left out    saved: file   training with Adam\n");
    networks.forEach((name, options) -> {
      // begin saved
      ResNet network = options.create(Rng.of(1));
      long biases =
          network.parameters().values().stream()
              .map(Parameter::tensor)
              .filter(weight -> weight.rank() == 4) // convolutions, each ahead of a norm
              .mapToLong(weight -> weight.size(0))
              .sum();
      // end saved
      long parameters = network.parameterCount();
      table.append(
          String.format(
              Locale.ROOT,
              "%-9s   %,10d   %,6d (%.2f %%)   %5.0f KiB   %12.0f KiB%n",
              name,
              parameters,
              biases,
              100.0 * biases / (parameters + biases),
              biases * Float.BYTES / 1024.0,
              biases * BYTES_IN_TRAINING / 1024.0));
    });
    findings.text("resnet", table.toString());
  }

  private static void folding(Findings findings) {
    // begin folding
    Rng rng = Rng.of(7);
    Conv2d convolution = Conv2d.of(3, 16, kernel(3)).withoutBias().create(rng);
    BatchNorm2d norm = BatchNorm2d.create(16);
    for (int step = 0; step < 50; step++) { // moves the running statistics
      Tensor batch = RandomTensors.normal(rng, 8, 3, 12, 12).add(2);
      norm.forward(convolution.forward(batch), Mode.training(rng));
    }
    // as if learned
    norm.parameters().values().forEach(p -> p.set(RandomTensors.uniform(rng, 0.5, 2, 16)));

    Conv2d folded = norm.foldInto(convolution);
    Tensor x = RandomTensors.normal(rng, 4, 3, 12, 12).add(2);
    Tensor both = norm.forward(convolution.forward(x));
    Tensor one = folded.forward(x);
    // end folding
    findings.text(
        "folding",
        String.format(
            Locale.ROOT,
            "results up to %.1f, largest difference %.5f",
            both.abs().max().item(),
            both.subtract(one).abs().max().item()));
  }
}
