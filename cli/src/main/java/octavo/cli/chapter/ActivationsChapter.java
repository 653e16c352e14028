package octavo.cli.chapter;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import octavo.autograd.Derivatives;
import octavo.nn.FeedForward;
import octavo.nn.GatedFeedForward;
import octavo.plot.XyChart;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.StepGradient;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// Chapter 9: what an activation function is for, and how the choice of it has changed.
final class ActivationsChapter implements Chapter {
  private static final int DEPTH = 30;
  private static final int WIDTH = 64;
  private static final int STEPS = 600;

  @Override
  public int number() {
    return 9;
  }

  @Override
  public String name() {
    return "activations";
  }

  @Override
  public String title() {
    return "Activation functions and their history";
  }

  @Override
  public void run(Findings findings) {
    gallery(findings);
    depth(findings);
    exclusiveOr(findings);
    gates(findings);
    ActivationFacts.run(findings, functions());
    LanguageDemonstration.run(findings);
  }

  private static Map<String, UnaryOperator<Tensor>> functions() {
    Map<String, UnaryOperator<Tensor>> f = new LinkedHashMap<>();
    f.put("sigmoid", Tensor::sigmoid);
    f.put("tanh", Tensor::tanh);
    f.put("relu", Tensor::relu);
    f.put("relu6", Tensor::relu6);
    f.put("leaky-relu", x -> x.leakyRelu(0.1));
    f.put("softplus", Tensor::softplus);
    f.put("softsign", Tensor::softsign);
    f.put("elu", x -> x.elu(1));
    f.put("celu", x -> x.celu(2));
    f.put("selu", Tensor::selu);
    f.put("gelu", Tensor::gelu);
    f.put("silu", Tensor::silu);
    f.put("mish", Tensor::mish);
    f.put("hard-swish", Tensor::hardSwish);
    f.put("hard-sigmoid", Tensor::hardSigmoid);
    f.put("hard-tanh", x -> x.hardTanh(-1, 1));
    f.put("squared-relu", Tensor::squaredRelu);
    f.put("log-sigmoid", Tensor::logSigmoid);
    f.put("tanh-shrink", Tensor::tanhShrink);
    f.put("soft-shrink", x -> x.softShrink(0.5));
    f.put("hard-shrink", x -> x.hardShrink(0.5));
    return f;
  }

  private static void gallery(Findings findings) {
    // begin derivatives
    Tensor x = Tensors.linspace(-4, 4, 161);
    Map<String, Tensor[]> curves = new LinkedHashMap<>();
    functions()
        .forEach((name, f) -> {
          Tensor at = x.tracked();
          Tensor y = f.apply(at);
          Tensor slope = Derivatives.gradients(y, y.onesLike(), /* record= */ true, at)[0];
          Tensor bend = Derivatives.gradient(t -> slopeOf(f, t).sum(), x);
          curves.put(name, new Tensor[] {y, slope, bend});
        });
    // end derivatives
    double[] points = x.toDoubleArray();
    curves.forEach((name, c) ->
        findings.figure(
            name,
            XyChart.of(name)
                .line("f", points, c[0].stopGradient().toDoubleArray())
                .line("f′", points, c[1].stopGradient().toDoubleArray())
                .line("f″", points, c[2].stopGradient().toDoubleArray())
                .withSize(420, 260)));
  }

  private static Tensor slopeOf(UnaryOperator<Tensor> f, Tensor x) {
    Tensor y = f.apply(x);
    return Derivatives.gradients(y, y.onesLike(), /* record= */ true, x)[0];
  }

  /// How the gradient fades through many layers: its size at each of them.
  private static void depth(Findings findings) {
    XyChart chart =
        XyChart.of("Size of the gradient at each of " + DEPTH + " layers")
            .withLogY()
            .withXLabel("layer, counted from the input")
            .withYLabel("root mean square");
    chart = chart.line("sigmoid", fading(Tensor::sigmoid, 1));
    chart = chart.line("tanh", fading(Tensor::tanh, 1));
    chart = chart.line("relu, weights of He", fading(Tensor::relu, 2));
    chart = chart.line("selu", fading(Tensor::selu, 1));
    findings.figure("depth", chart);
  }

  private static double[] fading(UnaryOperator<Tensor> activation, double gain) {
    // begin depth
    Rng rng = Rng.of(9);
    Tensor[] inputs = new Tensor[DEPTH];
    Tensor x = RandomTensors.normal(rng, 256, WIDTH).tracked();
    Tensor y = x;
    for (int layer = 0; layer < DEPTH; layer++) {
      inputs[layer] = y;
      Tensor weight = RandomTensors.normal(rng, WIDTH, WIDTH).multiply(Math.sqrt(gain / WIDTH));
      y = activation.apply(y.matmul(weight));
    }
    Tensor[] gradients =
        Derivatives.gradients(y, RandomTensors.normal(rng, 256, WIDTH), false, inputs);
    // end depth
    double[] sizes = new double[DEPTH];
    for (int layer = 0; layer < DEPTH; layer++) {
      sizes[layer] = Math.sqrt(gradients[layer].square().mean().item());
    }
    return sizes;
  }

  /// Exclusive or with one hidden layer: nothing passes a step, unless something stands in for its slope.
  private static void exclusiveOr(Findings findings) {
    Map<String, UnaryOperator<Tensor>> hidden = new LinkedHashMap<>();
    hidden.put("step", x -> x.step(0, StepGradient.ZERO));
    hidden.put("step, straight-through", x -> x.step(0, StepGradient.CLIPPED));
    hidden.put("tanh", Tensor::tanh);
    hidden.put("gelu", Tensor::gelu);
    StringBuilder table = new StringBuilder("hidden units             loss   right\n");
    hidden.forEach((name, f) -> {
      double[] result = learned(f);
      table.append(
          String.format(Locale.ROOT, "%-24s %4.2f   %d of 4%n", name, result[0], (int) result[1]));
    });
    findings.text("xor", table.toString());
  }

  /// Loss, and how many of the four cases are right, after training only the hidden layer.
  private static double[] learned(UnaryOperator<Tensor> activation) {
    Rng rng = Rng.of(1);
    Tensor x = Tensor.of(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
    Tensor target = Tensor.of(new float[] {0, 1, 1, 0}, 4, 1);
    Tensor out = RandomTensors.normal(rng, 16, 1);
    Tensor w = RandomTensors.normal(rng, 2, 16);
    Tensor b = RandomTensors.normal(rng, 16).multiply(0.3);
    double loss = 0;
    Tensor logits = target;
    for (int step = 0; step <= STEPS; step++) {
      Tensor weight = w.stopGradient().tracked();
      Tensor bias = b.stopGradient().tracked();
      logits = activation.apply(x.matmul(weight).add(bias)).matmul(out);
      Tensor error = logits.softplus().subtract(target.multiply(logits)).mean();
      loss = error.item();
      @Nullable Tensor[] slopes =
          Derivatives.gradientsOrNull(error, Tensor.scalar(1), /* record= */ false, weight, bias);
      w = moved(weight, slopes[0]);
      b = moved(bias, slopes[1]);
    }
    Tensor right = logits.stopGradient().greater(0).equalTo(target.greater(0.5));
    return new double[] {loss, right.to(target.dtype()).sum().item()};
  }

  /// One step of gradient descent; a tensor that nothing comes back to stays where it is.
  private static Tensor moved(Tensor x, @Nullable Tensor gradient) {
    return gradient == null ? x : x.subtract(gradient.multiply(0.5));
  }

  private static void gates(Findings findings) {
    // begin gates
    Rng rng = Rng.of(9);
    FeedForward plain = FeedForward.of(768, 3072).withoutBias().create(rng);
    GatedFeedForward gated = GatedFeedForward.likePlain(768, 3072).create(rng);
    // end gates
    findings.text(
        "gates",
        String.format(
            Locale.ROOT,
            "FeedForward       768 → 3072 → 768   %,d weights%n"
                + "GatedFeedForward  768 → 2048 → 768   %,d weights",
            plain.parameterCount(),
            gated.parameterCount()));
  }
}
