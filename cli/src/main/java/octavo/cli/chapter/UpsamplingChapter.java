package octavo.cli.chapter;

import static octavo.tensor.Window.kernel;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import octavo.nn.ConvTranspose2d;
import octavo.nn.Initializer;
import octavo.plot.HeatMap;
import octavo.plot.ImageGrid;
import octavo.plot.XyChart;
import octavo.random.Rng;
import octavo.tensor.ConvTransposeOptions;
import octavo.tensor.InterpolateOptions;
import octavo.tensor.Interpolation;
import octavo.tensor.PoolingMethods.Pooled;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Chapter 12: making pictures larger, with and without learning.
final class UpsamplingChapter implements Chapter {
  @Override
  public int number() {
    return 12;
  }

  @Override
  public String name() {
    return "upsampling";
  }

  @Override
  public String title() {
    return "Upsampling and transposed convolution";
  }

  @Override
  public void run(Findings findings) throws IOException {
    corners(findings);
    sheet(findings);
    shuffle(findings);
    checkerboard(findings);
    Checkerboard.run(findings);
    SuperResolution.run(findings);
    Segmentation.run(findings);
  }

  private static void corners(Findings findings) {
    // begin corners
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
    InterpolateOptions twice = InterpolateOptions.scale(2).withMode(Interpolation.BILINEAR);
    Tensor centers = x.interpolate(twice); // pixels are squares: the usual default
    Tensor corners = x.interpolate(twice.withAlignCorners()); // pixels are points
    // end corners
    findings.text(
        "corners",
        "alignCorners off, row 0:" + row(centers) + "\nalignCorners on,  row 0:" + row(corners));
  }

  private static String row(Tensor picture) {
    StringBuilder text = new StringBuilder();
    for (int j = 0; j < picture.size(3); j++) {
      text.append(String.format(Locale.ROOT, " %6.4f", picture.get(0, 0, 0, j)));
    }
    return text.toString();
  }

  private static void sheet(Findings findings) {
    Tensor x = DigitPicture.first();
    // begin sheet
    InterpolateOptions large = InterpolateOptions.size(32, 32);
    Map<String, Tensor> pictures = new LinkedHashMap<>();
    pictures.put("8×8", x);
    pictures.put("nearest", x.interpolate(large));
    pictures.put("bilinear", x.interpolate(large.withMode(Interpolation.BILINEAR)));
    pictures.put(
        "corners aligned",
        x.interpolate(large.withMode(Interpolation.BILINEAR).withAlignCorners()));
    pictures.put("bicubic", x.interpolate(large.withMode(Interpolation.BICUBIC)));
    pictures.put("Lanczos", x.interpolate(large.withMode(Interpolation.LANCZOS).withAntialias()));
    ConvTranspose2d spread =
        ConvTranspose2d.of(1, 1, kernel(8))
            .withStride(4)
            .withPadding(2)
            .withoutBias()
            .withInitializer(Initializer.bilinear())
            .create(Rng.of(1));
    pictures.put("transposed", spread.forward(x)); // begins as bilinear, and can learn
    // end sheet
    // begin unpooling
    Pooled pooled = x.maxPool2dWithIndices(kernel(2)); // [1, 1, 4, 4]
    Tensor back = pooled.values().maxUnpool2d(pooled.indices(), 8, 8); // to where they came from
    // end unpooling
    pictures.put("unpooled", back);
    ImageGrid grid = ImageGrid.of("One digit of 8×8, made four times larger", 4);
    for (Map.Entry<String, Tensor> entry : pictures.entrySet()) {
      Tensor t = entry.getValue();
      grid = grid.gray(DigitPicture.gray(t), t.size(3), t.size(2), entry.getKey());
    }
    findings.figure("sheet", grid);
  }

  private static void shuffle(Findings findings) {
    // begin shuffle
    Tensor x = Tensors.arange(1, 129, 1).reshape(1, 8, 4, 4);
    Tensor y = x.pixelShuffle(2); // [1, 2, 8, 8]: four channels become the four pixels of a square
    // end shuffle
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 8; j++) {
        text.append(String.format(Locale.ROOT, "%4.0f", y.get(0, 0, i, j)));
      }
      text.append('\n');
    }
    findings.text("shuffle", text.toString());
  }

  /// How many products each pixel of a transposed convolution adds up.
  private static void checkerboard(Findings findings) {
    XyChart chart =
        XyChart.of("Products that meet in each number of a transposed convolution")
            .withXLabel("place along the axis")
            .withYLabel("count");
    chart = counted(chart, "kernel 3, stride 2", overlaps(3, 2));
    chart = counted(chart, "kernel 4, stride 2", overlaps(4, 2));
    findings.figure("overlap", chart);
    // begin checkerboard
    Tensor ones = Tensor.ones(1, 1, 6, 6);
    Tensor uneven =
        ones.convTranspose2d(
            Tensor.ones(1, 1, 3, 3), null, ConvTransposeOptions.DEFAULT.withStride(2));
    // end checkerboard
    int n = uneven.size(2);
    double[][] values = new double[n][n];
    String[] names = new String[n];
    for (int i = 0; i < n; i++) {
      names[i] = Integer.toString(i);
      for (int j = 0; j < n; j++) {
        values[i][j] = uneven.get(0, 0, i, j);
      }
    }
    findings.figure(
        "checkerboard",
        HeatMap.of(
            "Ones through a 3×3 kernel of ones, stride 2", List.of(names), List.of(names), values));
  }

  /// Places count from 0, as those of a tensor do.
  private static XyChart counted(XyChart chart, String name, double[] counts) {
    double[] places = IntStream.range(0, counts.length).asDoubleStream().toArray();
    return chart.line(name, places, counts);
  }

  private static double[] overlaps(int size, int stride) {
    return Tensor.ones(1, 1, 8)
        .convTranspose1d(
            Tensor.ones(1, 1, size), null, ConvTransposeOptions.DEFAULT.withStride(stride))
        .toDoubleArray();
  }
}
