package octavo.cli.chapter;

import static octavo.tensor.Window.kernel;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import octavo.analysis.OverlapCount;
import octavo.nn.Conv2d;
import octavo.nn.ConvTranspose2d;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.PixelShuffle;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.nn.SubPixelConv2d;
import octavo.nn.Upsample;
import octavo.plot.ImageGrid;
import octavo.random.Rng;
import octavo.tensor.InterpolateOptions;
import octavo.tensor.Interpolation;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;

/// The part of chapter 12 about the pattern that layers draw before they have learned anything.
final class Checkerboard {
  private static final int CHANNELS = 16;
  private static final int NETWORKS = 20;

  private Checkerboard() {}

  static void run(Findings findings) {
    Map<String, Function<Rng, Layer>> ways = new LinkedHashMap<>();
    ways.put("transposed 3×3", Checkerboard::uneven);
    ways.put("transposed 4×4", Checkerboard::even);
    ways.put("resize, then 3×3", Checkerboard::resized);
    ways.put("sub-pixel, ICNR", Checkerboard::subPixel);
    ways.put("sub-pixel, plain", Checkerboard::plain);
    StringBuilder table =
        new StringBuilder(
            "                   strongest place   share of the pattern\n                    to the weakest        in the variance\n");
    ImageGrid grid =
        ImageGrid.of("Untrained: smooth 8×8 features made four times larger", 5).withSize(112);
    for (Map.Entry<String, Function<Rng, Layer>> way : ways.entrySet()) {
      double share = 0;
      Tensor strength = Tensor.zeros(2, 2);
      for (int n = 0; n < NETWORKS; n++) {
        Tensor picture = drawn(way.getValue(), Rng.of(n));
        share += pattern(picture) / NETWORKS;
        strength = strength.add(strength(way.getValue(), Rng.of(n)));
        if (n == 0) {
          grid = grid.gray(DigitPicture.gray(stretched(picture)), 32, 32, way.getKey());
        }
      }
      table.append(
          String.format(
              Locale.ROOT,
              "%-16s   %15.1f   %18.0f %%%n",
              way.getKey(),
              strength.max().item() / strength.min().item(),
              100 * share));
    }
    findings.figure("untrained", grid);
    findings.text("untrained", table.toString());
    String both =
        OverlapCount.of(3, 2, 1).explanation() + "\n" + OverlapCount.of(4, 2, 1).explanation();
    findings.text("overlap", both.replace(". ", ".\n"));
  }

  /// What two layers of one kind and a ReLU between them make of smooth features.
  private static Tensor drawn(Function<Rng, Layer> layer, Rng rng) {
    Tensor coarse = RandomTensors.normal(rng, 1, CHANNELS, 3, 3);
    Tensor features =
        coarse.interpolate(InterpolateOptions.size(8, 8).withMode(Interpolation.BICUBIC));
    Layer network = Sequential.of(layer.apply(rng), new Relu(), layer.apply(rng));
    return network.forward(features, Mode.inference()).narrow(1, 0, 1);
  }

  /// The mean squares at the four places within a square of 2×2, behind one layer that sees noise; the bias
  /// is left out.
  private static Tensor strength(Function<Rng, Layer> layer, Rng rng) {
    Tensor noise = RandomTensors.normal(rng, 8, CHANNELS, 8, 8);
    Layer made = layer.apply(rng);
    Tensor y = made.forward(noise).subtract(made.forward(noise.zerosLike()));
    return y.narrow(2, 2, 12).narrow(3, 2, 12).square().reshape(-1, 6, 2, 6, 2).mean(0, 1, 3);
  }

  // begin uneven
  private static Layer uneven(Rng rng) {
    return ConvTranspose2d.of(CHANNELS, CHANNELS, kernel(3))
        .withStride(2)
        .withPadding(1)
        .withOutputPadding(1)
        .create(rng);
  }

  // end uneven

  // begin even
  private static Layer even(Rng rng) {
    return ConvTranspose2d.of(CHANNELS, CHANNELS, kernel(4))
        .withStride(2)
        .withPadding(1)
        .create(rng);
  }

  // end even

  // begin resized
  private static Layer resized(Rng rng) {
    return Sequential.of(
        Upsample.scale(2), Conv2d.of(CHANNELS, CHANNELS, kernel(3)).withPadding(1).create(rng));
  }

  // end resized

  private static Layer subPixel(Rng rng) {
    return SubPixelConv2d.create(CHANNELS, CHANNELS, 2, 3, rng);
  }

  /// A sub-pixel convolution whose four pixels begin independent of one another.
  private static Layer plain(Rng rng) {
    return Sequential.of(
        Conv2d.of(CHANNELS, 4 * CHANNELS, kernel(3)).withPadding(1).create(rng),
        new PixelShuffle(2));
  }

  /// How much of the variance repeats with every fourth pixel: the variance between the sixteen places
  /// within a square of 4×4, divided by that of the picture. The edges are left out.
  private static double pattern(Tensor picture) {
    Tensor inside = picture.narrow(2, 4, 24).narrow(3, 4, 24);
    Tensor places = inside.reshape(6, 4, 6, 4).mean(0, 2);
    return variance(places) / variance(inside);
  }

  private static double variance(Tensor x) {
    return x.subtract(x.mean()).square().mean().item();
  }

  /// From 0 to 1, edges left out of the range.
  private static Tensor stretched(Tensor picture) {
    Tensor inside = picture.narrow(2, 4, 24).narrow(3, 4, 24);
    double low = inside.min().item();
    double high = inside.max().item();
    return picture.subtract(low).multiply(1 / (high - low));
  }
}
