package octavo.cli.chapter;

import static octavo.tensor.Window.kernel;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import octavo.data.Batch;
import octavo.data.DataLoader;
import octavo.data.TensorDataset;
import octavo.nn.Conv2d;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.nn.SubPixelConv2d;
import octavo.nn.loss.MeanSquaredError;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.plot.ImageGrid;
import octavo.random.Rng;
import octavo.tensor.InterpolateOptions;
import octavo.tensor.Interpolation;
import octavo.tensor.Tensor;

/// The part of chapter 12 about a network that learns to enlarge pictures of clothing.
final class SuperResolution {
  private static final int SIDE = 28;
  private static final int TRAINING = 4000;
  private static final int TEST = 500;
  private static final int EPOCHS = 4;
  private static final List<Integer> SHOWN = List.of(0, 1, 6, 23);

  private SuperResolution() {}

  static void run(Findings findings) throws IOException {
    Layer network = trained(Clothing.train(TRAINING));
    Tensor large = Clothing.test(TEST);
    Tensor small = shrunk(large);
    // begin ways
    InterpolateOptions twice = InterpolateOptions.scale(2);
    Map<String, Tensor> ways = new LinkedHashMap<>();
    ways.put("nearest", small.interpolate(twice));
    ways.put("bilinear", small.interpolate(twice.withMode(Interpolation.BILINEAR)));
    ways.put("bicubic", small.interpolate(twice.withMode(Interpolation.BICUBIC)));
    ways.put("learned", network.forward(small));
    // end ways
    StringBuilder table = new StringBuilder("            root of the mean squared error   PSNR\n");
    ways.forEach((name, pictures) -> {
      double error = pictures.subtract(large).square().mean().item();
      table.append(
          String.format(
              Locale.ROOT,
              "%-9s   %30.4f   %4.1f dB%n",
              name,
              Math.sqrt(error),
              -10 * Math.log10(error)));
    });
    findings.text("super", table.toString());
    ImageGrid grid =
        ImageGrid.of("14×14 pixels to 28×28: pictures that the network has never seen", 4)
            .withSize(104);
    for (int number : SHOWN) {
      grid = grid.gray(gray(small, number), SIDE / 2, SIDE / 2, "input");
      for (String name : List.of("bicubic", "learned")) {
        Tensor pictures = ways.getOrDefault(name, small);
        grid = grid.gray(gray(pictures, number), SIDE, SIDE, name);
      }
      grid = grid.gray(gray(large, number), SIDE, SIDE, "target");
    }
    findings.figure("super", grid);
  }

  private static byte[] gray(Tensor pictures, int number) {
    return DigitPicture.gray(pictures.narrow(0, number, 1));
  }

  private static Tensor shrunk(Tensor large) {
    // begin shrunk
    Tensor small =
        large.interpolate(
            InterpolateOptions.size(SIDE / 2, SIDE / 2)
                .withMode(Interpolation.BICUBIC)
                .withAntialias());
    // end shrunk
    return small;
  }

  private static Layer trained(Tensor large) {
    // begin espcn
    Rng rng = Rng.of(12);
    Layer network =
        Sequential.of(
            Conv2d.of(1, 32, kernel(5)).withPadding(2).create(rng),
            new Relu(),
            Conv2d.of(32, 16, kernel(3)).withPadding(1).create(rng),
            new Relu(),
            SubPixelConv2d.create(/* in= */ 16, /* out= */ 1, /* factor= */ 2, /* size= */ 3, rng));
    Optimizer optimizer = Optimizers.adam(2e-3).create(network.parameters());
    DataLoader batches =
        DataLoader.shuffled(new TensorDataset(shrunk(large), large), 32, rng.split("data"));
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      for (Batch batch : batches.epoch(epoch)) {
        Tensor y = network.forward(batch.inputs(), Mode.training(rng));
        optimizer.step(MeanSquaredError.mean().of(y, batch.targets()).gradients());
      }
    }
    // end espcn
    return network;
  }
}
