package octavo.cli.chapter;

import static octavo.tensor.Window.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import octavo.autograd.Derivatives;
import octavo.plot.BarChart;
import octavo.plot.ImageGrid;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import octavo.tensor.Window;

/// Chapter 4: pooling puts a summary in the place of a neighborhood, and its gradient is shared out, never
/// copied.
final class PoolingChapter implements Chapter {
  private static final int SIDE = 8;

  @Override
  public int number() {
    return 4;
  }

  @Override
  public String name() {
    return "pooling";
  }

  @Override
  public String title() {
    return "Pooling";
  }

  @Override
  public void run(Findings findings) {
    gradients(findings);
    pictures(findings);
    shifts(findings);
    PoolingFields.run(findings);
  }

  private static void gradients(Findings findings) {
    // begin gradients
    Tensor x = Tensor.of(new float[] {1, 3, 2, 2}, 1, 1, 2, 2);
    Tensor mean = x.avgPool2d(kernel(2));
    Tensor largest = x.maxPool2d(kernel(2));
    Tensor shared =
        Derivatives.vjp(t -> t.avgPool2d(kernel(2)), x, Tensor.of(new float[] {2}, 1, 1, 1, 1));
    Tensor routed =
        Derivatives.vjp(t -> t.maxPool2d(kernel(2)), x, Tensor.of(new float[] {3}, 1, 1, 1, 1));
    // end gradients
    findings.text(
        "gradients",
        "mean of 1 3 2 2: %.0f, a gradient of 2 becomes%s%nmaximum:         %.0f, a gradient of 3 becomes%s"
            .formatted(mean.item(), numbers(shared), largest.item(), numbers(routed)));
  }

  private static void pictures(Findings findings) {
    Tensor x = DigitPicture.first();
    // begin kinds
    Window window = kernel(2);
    Map<String, Tensor> pooled = new LinkedHashMap<>();
    pooled.put("picture", x);
    pooled.put("mean", x.avgPool2d(window));
    pooled.put("maximum", x.maxPool2d(window));
    pooled.put("stochastic", x.stochasticPool2d(window, Rng.of(4)));
    pooled.put("its mean", x.stochasticPool2d(window));
    pooled.put("soft", x.softPool2d(window));
    pooled.put("Lp, p = 4", x.lpPool2d(4, window).divide(Tensor.scalar(Math.sqrt(2))));
    pooled.put("max, overlapping", x.maxPool2d(kernel(3).withStride(2).withPadding(1)));
    // end kinds
    ImageGrid grid = ImageGrid.of("A digit of 8×8 pixels, pooled to 4×4", 4);
    for (Map.Entry<String, Tensor> entry : pooled.entrySet()) {
      Tensor t = entry.getValue();
      grid = grid.gray(DigitPicture.gray(t), t.size(3), t.size(2), entry.getKey());
    }
    findings.figure("kinds", grid);
  }

  /// How much of the answer changes when the picture moves by one pixel.
  private static void shifts(Findings findings) {
    Tensor x = DigitPicture.first();
    // begin shift
    Tensor moved = x.pad(3, 1, 0, 0).narrow(3, 0, SIDE); // one pixel to the right
    // end shift
    double[] changes = {
      change(x, moved),
      change(x.avgPool2d(kernel(2)), moved.avgPool2d(kernel(2))),
      change(x.maxPool2d(kernel(2)), moved.maxPool2d(kernel(2))),
      change(x.avgPool2d(kernel(4)), moved.avgPool2d(kernel(4))),
      change(x.maxPool2d(kernel(4)), moved.maxPool2d(kernel(4))),
      change(x.globalAvgPool(), moved.globalAvgPool())
    };
    findings.figure(
        "shift",
        BarChart.of(
                "Change when the picture moves by one pixel",
                List.of("picture", "mean 2×2", "max 2×2", "mean 4×4", "max 4×4", "global mean"))
            .bars("change", changes)
            .withValueLabel("size of the difference, % of the size of the answer"));
  }

  private static double change(Tensor a, Tensor b) {
    return 100 * a.subtract(b).norm().item() / a.norm().item();
  }

  private static String numbers(Tensor row) {
    StringBuilder text = new StringBuilder();
    for (double x : row.toDoubleArray()) {
      text.append(String.format(Locale.ROOT, " %4.1f", x));
    }
    return text.toString();
  }
}
