package octavo.cli.chapter;

import static octavo.tensor.Window.kernel;

import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.model.DoubleConvolution;
import octavo.nn.model.UNet;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// A U-Net whose way up sees zeros in place of what the same level of the way down has made. All else is
/// the same, the weights too.
///
/// @param net the network with its skip connections
record Skipless(UNet net) implements Layer {
  // begin skipless
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor h = x;
    boolean first = true;
    for (DoubleConvolution block : net.down()) {
      h = block.forward(first ? h : h.maxPool2d(kernel(2)), mode);
      first = false;
    }
    for (int i = 0; i < net.up().size(); i++) {
      Tensor larger = net.up().get(i).forward(h, mode);
      Tensor nothing = larger.zerosLike(); // here stands the same level of the way down
      h = net.join().get(i).forward(Tensors.concat(1, nothing, larger), mode);
    }
    return net.head().forward(h, mode);
  }
  // end skipless
}
