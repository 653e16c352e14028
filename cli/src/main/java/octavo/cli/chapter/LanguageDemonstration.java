package octavo.cli.chapter;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import octavo.data.Batch;
import octavo.data.CharacterText;
import octavo.nn.Gelu;
import octavo.nn.Mode;
import octavo.nn.Relu;
import octavo.nn.Silu;
import octavo.nn.SquaredRelu;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.loss.Loss;
import octavo.nn.loss.PerStep;
import octavo.nn.model.Gpt;
import octavo.nn.model.GptOptions;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.plot.XyChart;
import octavo.random.Rng;
import octavo.tensor.GluKind;
import octavo.tensor.Tensor;

/// A small language model with each feed-forward layer of chapter 9.
final class LanguageDemonstration {
  private static final int CONTEXT = 64;
  private static final int STEPS = 240;
  private static final int EVERY = 40;
  private static final Loss LOSS = new PerStep(CrossEntropy.mean());

  /// Those that are drawn; nine curves would lie on each other.
  private static final Set<String> DRAWN = Set.of("ReLU", "squared ReLU", "GLU", "SwiGLU");

  private LanguageDemonstration() {}

  private static Map<String, GptOptions> networks(CharacterText text) {
    GptOptions plain = Gpt.of(text.vocabularySize(), CONTEXT).withWidth(64).withBlocks(2);
    Map<String, GptOptions> all = new LinkedHashMap<>();
    all.put("ReLU", plain.withActivation(new Relu()));
    all.put("GELU", plain.withActivation(new Gelu()));
    all.put("SiLU", plain.withActivation(new Silu()));
    all.put("squared ReLU", plain.withActivation(new SquaredRelu()));
    all.put("GLU", plain.withGate(GluKind.GLU));
    all.put("bilinear", plain.withGate(GluKind.BILINEAR));
    all.put("ReGLU", plain.withGate(GluKind.REGLU));
    all.put("GEGLU", plain.withGate(GluKind.GEGLU));
    all.put("SwiGLU", plain.withGate(GluKind.SWIGLU));
    return all;
  }

  static void run(Findings findings) {
    CharacterText text = CharacterText.mobyDick();
    StringBuilder table =
        new StringBuilder("feed-forward    weights of the network   nats a character\n");
    XyChart chart =
        XyChart.of("Text that was not read, by steps of training")
            .withXLabel("step")
            .withYLabel("nats a character");
    double[] at = new double[STEPS / EVERY];
    for (int i = 0; i < at.length; i++) {
      at[i] = (i + 1) * EVERY;
    }
    for (Map.Entry<String, GptOptions> entry : networks(text).entrySet()) {
      Gpt gpt = entry.getValue().create(Rng.of(9));
      double[] losses = trained(gpt, text);
      table.append(
          String.format(
              Locale.ROOT,
              "%-14s  %,22d   %16.2f%n",
              entry.getKey(),
              gpt.parameterCount(),
              losses[losses.length - 1]));
      if (DRAWN.contains(entry.getKey())) {
        chart = chart.line(entry.getKey(), at, losses);
      }
    }
    findings.text("language", table.toString());
    findings.figure("language", chart);
  }

  /// The loss of the last tenth of the text, now and then while the network learns from the rest.
  private static double[] trained(Gpt gpt, CharacterText text) {
    // begin language
    int cut = text.length() / 10 * 9;
    CharacterText known = text.part(0, cut);
    Batch unknown = text.part(cut, text.length()).randomWindows(48, CONTEXT, Rng.of(2));
    Rng places = Rng.of(3);
    Optimizer adamW = Optimizers.adamW(3e-3).create(gpt.parameters());
    double[] losses = new double[STEPS / EVERY];
    for (int step = 1; step <= STEPS; step++) {
      Batch batch = known.randomWindows(8, CONTEXT, places);
      Tensor logits = gpt.forward(batch.inputs(), Mode.training(Rng.of(step)));
      adamW.step(LOSS.of(logits, batch.targets()).gradients());
      if (step % EVERY == 0) {
        losses[step / EVERY - 1] = LOSS.of(gpt.forward(unknown.inputs()), unknown.targets()).item();
      }
    }
    // end language
    return losses;
  }
}
