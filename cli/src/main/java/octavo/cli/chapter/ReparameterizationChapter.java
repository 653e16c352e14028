package octavo.cli.chapter;

import java.io.IOException;
import java.util.Locale;
import octavo.autograd.Gradients;
import octavo.distribution.Normal;
import octavo.plot.XyChart;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;

/// Chapter 1: gradients of expectations. A normal variable is moved out of the way of the gradient by its noise,
/// a class by Gumbel noise and a softmax ([GumbelClouds]); how good the estimates are is measured in
/// [EstimatorComparison] and [EstimatorStudies], and what can be built of it shown in [LatentClothes].
final class ReparameterizationChapter implements Chapter {
  private static final int DRAWS = 100_000;
  private static final double EULER = 0.5772156649;

  @Override
  public int number() {
    return 1;
  }

  @Override
  public String name() {
    return "reparameterization";
  }

  @Override
  public String title() {
    return "Reparameterization: from the normal to Gumbel-softmax";
  }

  @Override
  public void run(Findings findings) throws IOException {
    normal(findings);
    noise(findings);
    maximum(findings);
    GumbelClouds.run(findings);
    EstimatorComparison.run(findings);
    EstimatorStudies.run(findings);
    LatentClothes.run(findings);
  }

  private static void normal(Findings findings) {
    // begin normal
    Rng rng = Rng.of(1);
    Tensor mu = Tensor.scalar(1).tracked();
    Tensor sigma = Tensor.scalar(1).tracked();
    Tensor epsilon = RandomTensors.normal(rng, 100_000); // knows nothing of μ and σ
    Tensor z =
        mu.add(sigma.multiply(epsilon)); // the same as Normal.of(mu, sigma).rsample(rng, 100_000)
    Gradients gradients = z.square().mean().gradients();
    // end normal
    Tensor drawn = Normal.of(mu, sigma).rsample(Rng.of(2), DRAWS);
    findings.text(
        "normal",
        String.format(
            Locale.ROOT,
            """
                          E z²   ∂/∂μ   ∂/∂σ
            exact         %.2f   %.2f   %.2f
            by samples    %.2f   %.2f   %.2f
            by rsample    %.2f
            """,
            2.0,
            2.0,
            2.0,
            z.square().mean().item(),
            gradients.of(mu).item(),
            gradients.of(sigma).item(),
            drawn.square().mean().item()));
  }

  private static void noise(Findings findings) {
    Rng rng = Rng.of(3);
    Tensor g = RandomTensors.gumbel(DType.FLOAT64, rng, 0, 1, DRAWS);
    int bins = 60;
    double low = -3;
    double width = 0.2;
    double[] counts = new double[bins];
    for (double number : g.toDoubleArray()) {
      int bin = (int) Math.floor((number - low) / width);
      if (bin >= 0 && bin < bins) {
        counts[bin] += 1 / (DRAWS * width);
      }
    }
    double[] at = new double[bins];
    double[] density = new double[bins];
    for (int i = 0; i < bins; i++) {
      at[i] = low + (i + 0.5) * width;
      density[i] = Math.exp(-at[i] - Math.exp(-at[i]));
    }
    findings.figure(
        "gumbel",
        XyChart.of("Gumbel noise −ln(−ln u)")
            .line("exp(−g − exp(−g))", at, density)
            .points("100 000 draws", at, counts)
            .withXLabel("g")
            .withYLabel("density")
            .withSize(480, 280));
    findings.text(
        "gumbel",
        String.format(
            Locale.ROOT,
            """
                        mean   variance
            exact     %.3f      %.3f
            drawn     %.3f      %.3f
            """,
            EULER,
            Math.PI * Math.PI / 6,
            g.mean().item(),
            g.populationVariance().item()));
  }

  private static void maximum(Findings findings) {
    // begin maximum
    Rng rng = Rng.of(4);
    Tensor logits = Tensor.of(1, 0, -1, 0.5f, 2);
    Tensor noise = RandomTensors.gumbel(rng, 100_000, 5);
    Tensor drawn = logits.add(noise).argMax(1); // 100 000 classes
    // end maximum
    double[] p = logits.to(DType.FLOAT64).softmax(0).toDoubleArray();
    int[] counts = new int[p.length];
    for (long c : drawn.toLongArray()) {
      counts[(int) c]++;
    }
    StringBuilder table = new StringBuilder("class   softmax   integral   drawn\n");
    double chi = 0;
    for (int i = 0; i < p.length; i++) {
      double expected = DRAWS * p[i];
      chi += (counts[i] - expected) * (counts[i] - expected) / expected;
      table.append(
          String.format(
              Locale.ROOT,
              "%5d   %7.4f   %8.4f   %.4f%n",
              i,
              p[i],
              integral(1 / p[i] - 1),
              counts[i] / (double) DRAWS));
    }
    table.append(String.format(Locale.ROOT, "χ² = %.2f; below 18.47 in 999 of 1000 cases%n", chi));
    findings.text("maximum", table.toString());
  }

  /// `∫₀¹ u^power du` as a sum over a fine grid.
  private static double integral(double power) {
    int n = 10_000;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += Math.pow((i + 0.5) / n, power);
    }
    return sum / n;
  }
}
