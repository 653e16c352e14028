package octavo.nn.model;

import static octavo.tensor.Window.kernel;

import octavo.nn.Conv2d;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// The convolutional network of LeCun, Bottou, Bengio and Haffner (1998) with ReLU and max pooling:
/// images `[batch, 1, 28, 28]` to logits `[batch, classes]`.
///
/// @param c1 1 to 6 channels, 5×5, padded by 2
/// @param c2 6 to 16 channels, 5×5
/// @param f1 400 to 120
/// @param f2 120 to 84
/// @param f3 84 to the classes
public record LeNet(Conv2d c1, Conv2d c2, Linear f1, Linear f2, Linear f3) implements Layer {
  /// A network for this many classes.
  public static LeNet create(int classes, Rng rng) {
    return new LeNet(
        Conv2d.of(1, 6, kernel(5)).withPadding(2).create(rng),
        Conv2d.of(6, 16, kernel(5)).create(rng),
        Linear.of(400, 120).create(rng),
        Linear.of(120, 84).create(rng),
        Linear.of(84, classes).create(rng));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor h = c1.forward(x, mode).relu().maxPool2d(kernel(2));
    h = c2.forward(h, mode).relu().maxPool2d(kernel(2)).flatten(1);
    h = f1.forward(h, mode).relu();
    return f3.forward(f2.forward(h, mode).relu(), mode);
  }
}
