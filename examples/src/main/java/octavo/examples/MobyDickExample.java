package octavo.examples;

import java.util.ArrayList;
import java.util.List;
import octavo.data.Batch;
import octavo.data.CharacterText;
import octavo.nn.Mode;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.loss.Loss;
import octavo.nn.loss.PerStep;
import octavo.nn.model.Gpt;
import octavo.nn.model.Sampling;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// A small GPT that learns to write like Melville, character by character: `MobyDickExample [STEPS]`.
public final class MobyDickExample {
  private static final int CONTEXT = 64;
  private static final Loss LOSS = new PerStep(CrossEntropy.mean());

  private final CharacterText text = CharacterText.mobyDick();
  private final Rng rng = Rng.of(1);
  private final Gpt gpt =
      Gpt.of(text.vocabularySize(), CONTEXT).withBlocks(2).create(rng.split("model"));

  private MobyDickExample() {}

  /// Trains the network, says now and then how well it foretells text that it does not learn from, and lets
  /// it write.
  public static void main(String[] args) {
    MobyDickExample example = new MobyDickExample();
    List<Double> losses = example.train(args.length == 0 ? 800 : Integer.parseInt(args[0]));
    losses.forEach(loss -> System.out.printf("%.3f nats a character%n", loss));
    System.out.println(example.write("The whale ", 500));
  }

  /// The loss of the last tenth of the text, before and after every tenth of the training.
  static List<Double> losses(int steps) {
    return new MobyDickExample().train(steps);
  }

  private List<Double> train(int steps) {
    int cut = text.length() / 10 * 9;
    CharacterText known = text.part(0, cut);
    CharacterText unknown = text.part(cut, text.length());
    Rng places = rng.split("data");
    Mode mode = Mode.training(rng.split("train"));
    Optimizer adamW = Optimizers.adamW(1e-3).create(gpt.parameters());
    List<Double> losses = new ArrayList<>();
    for (int step = 0; step <= steps; step++) {
      if (step % Math.max(1, steps / 10) == 0) {
        losses.add(loss(unknown));
      }
      Batch batch = known.randomWindows(16, CONTEXT, places);
      Tensor loss = LOSS.of(gpt.forward(batch.inputs(), mode), batch.targets());
      adamW.step(loss.gradients());
    }
    return losses;
  }

  private double loss(CharacterText unknown) {
    Batch batch = unknown.randomWindows(64, CONTEXT, Rng.of(2));
    return LOSS.of(gpt.forward(batch.inputs()), batch.targets()).item();
  }

  private String write(String prompt, int count) {
    Sampling sampling = Sampling.DEFAULT.withTemperature(0.8).withTopK(20);
    long[] next = gpt.generate(text.encode(prompt), count, sampling, rng.split("write"));
    return prompt + text.decode(next);
  }
}
