package octavo.cli.chapter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import octavo.data.Batch;
import octavo.data.DataLoader;
import octavo.data.TensorDataset;
import octavo.nn.Mode;
import octavo.nn.model.Elbo;
import octavo.nn.model.GaussianVae;
import octavo.nn.model.GumbelVae;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.plot.ImageGrid;
import octavo.plot.XyChart;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import octavo.train.BatchLoss;
import octavo.train.EpochResult;
import octavo.train.Trainer;
import octavo.train.TrainingListener;

/// The part of chapter 1 about variational autoencoders: clothes decoded from random classes, and from a plane
/// of normal latents.
final class LatentClothes {
  private static final int TRAINING = 6000;
  private static final int TEST = 500;
  private static final int EPOCHS = 7;
  private static final int SIDE = 28;
  private static final int ACROSS = 15;

  private LatentClothes() {}

  static void run(Findings findings) throws IOException {
    Tensor train = Clothing.train(TRAINING);
    Tensor test = Clothing.test(TEST);
    discrete(findings, train, test);
    normal(findings, train, test);
  }

  /// What is said of the test pictures after an epoch.
  private record Judged(double temperature, Elbo relaxed, Elbo discrete) {
    static String heading() {
      return "epoch      τ   relaxed ELBO   ELBO of the classes   reconstruction   divergence\n";
    }

    String line(int epoch) {
      return String.format(
          Locale.ROOT,
          "%5d   %.2f   %12.1f   %19.1f   %14.1f   %10.1f%n",
          epoch,
          temperature,
          relaxed.mean(),
          discrete.mean(),
          discrete.reconstruction().mean().item(),
          discrete.divergence().mean().item());
    }
  }

  private static void discrete(Findings findings, Tensor train, Tensor test) {
    Rng rng = Rng.of(11);
    List<Judged> history = new ArrayList<>();
    DataLoader batches =
        DataLoader.shuffled(new TensorDataset(train, train), 50, rng.split("data"));
    // begin discrete
    GumbelVae vae = GumbelVae.of(28, 28).withChannels(16).create(rng.split("model"));
    Optimizer optimizer = Optimizers.adam(1e-3).create(vae.parameters());
    BatchLoss bound =
        (batch, mode, step) -> vae.elbo(batch.inputs(), GumbelVae.temperature(step), mode).loss();
    // end discrete
    TrainingListener judge =
        new TrainingListener() {
          @Override
          public void onEpoch(EpochResult result) {
            double temperature = GumbelVae.temperature((long) result.epoch() * batches.batches());
            Mode mode = Mode.training(Rng.of(12)).withGradients(false);
            history.add(
                new Judged(
                    temperature, vae.elbo(test, temperature, mode), vae.discreteElbo(test, mode)));
          }
        };
    // begin training
    Trainer.minimizing(vae, bound, optimizer, batches, rng.split("train"))
        .withListener(judge)
        .build()
        .run(EPOCHS);
    Tensor pictures = vae.generate(15 * 15, rng.split("sheet")); // [225, 1, 28, 28]
    // end training
    StringBuilder table = new StringBuilder(Judged.heading());
    for (int i = 0; i < history.size(); i++) {
      table.append(history.get(i).line(i + 1));
    }
    findings.text("discrete", table.toString());
    findings.figure(
        "elbo",
        XyChart.of("ELBO of test pictures, nats a picture")
            .line("relaxed", history.stream().mapToDouble(j -> j.relaxed().mean()).toArray())
            .line(
                "of the classes", history.stream().mapToDouble(j -> j.discrete().mean()).toArray())
            .withXLabel("epoch")
            .withSize(480, 280));
    findings.figure("sheet", sheet("15×15 pictures decoded from random one-hot latents", pictures));
  }

  private static void normal(Findings findings, Tensor train, Tensor test) {
    Rng rng = Rng.of(13);
    DataLoader batches =
        DataLoader.shuffled(new TensorDataset(train, train), 50, rng.split("data"));
    // begin gaussian
    GaussianVae vae = GaussianVae.of(784).withLatent(2).create(rng.split("model"));
    Optimizer adam = Optimizers.adam(2e-3).create(vae.parameters());
    Mode training = Mode.training(rng.split("noise"));
    for (int epoch = 1; epoch <= 12; epoch++) {
      for (Batch batch : batches.epoch(epoch)) {
        adam.step(vae.elbo(batch.inputs(), training).loss().gradients());
      }
    }
    // end gaussian
    Elbo elbo = vae.elbo(test, Mode.training(Rng.of(14)).withGradients(false));
    findings.text(
        "gaussian",
        String.format(
            Locale.ROOT,
            "ELBO %.1f: reconstruction %.1f, divergence %.1f nats a picture",
            elbo.mean(),
            elbo.reconstruction().mean().item(),
            elbo.divergence().mean().item()));
    double[] z = new double[2 * ACROSS * ACROSS];
    for (int i = 0; i < ACROSS * ACROSS; i++) {
      z[2 * i] = place(i % ACROSS);
      z[2 * i + 1] = place(i / ACROSS);
    }
    Tensor plane = Tensors.of(z, ACROSS * ACROSS, 2).to(train.dtype());
    Tensor pictures = vae.decode(plane, Mode.inference()).sigmoid();
    findings.figure("manifold", sheet("What lies where in the plane of two latents", pictures));
  }

  /// Evenly from -2 to 2.
  private static double place(int step) {
    return -2 + 4.0 * step / (ACROSS - 1);
  }

  private static ImageGrid sheet(String title, Tensor pictures) {
    Tensor rows = pictures.reshape(ACROSS, ACROSS, SIDE, SIDE).permute(0, 2, 1, 3);
    int pixels = ACROSS * SIDE;
    return ImageGrid.of(title, 1)
        .withSize(630)
        .gray(DigitPicture.gray(rows.contiguous()), pixels, pixels, "");
  }
}
