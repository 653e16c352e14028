package octavo.kernel.activation;

import octavo.storage.Storage;
import octavo.storage.View;

/// The oracle: one number at a time, sums in double.
public final class ScalarActivation implements ActivationKernels {
  @Override
  public void prelu(ChannelLayout at, View x, View weight, View y) {
    Storage xs = x.storage();
    Storage ws = weight.storage();
    Storage ys = y.storage();
    for (int i = 0; i < at.elements(); i++) {
      int channel = i / at.inner() % at.channels();
      double v = xs.getDouble(x.offset() + i);
      double slope = ws.getDouble(weight.offset() + channel);
      ys.setDouble(y.offset() + i, v > 0 ? v : slope * v);
    }
  }

  @Override
  public void preluBackward(ChannelLayout at, View x, View weight, View dy, View dx, View dweight) {
    Storage xs = x.storage();
    Storage ws = weight.storage();
    Storage dys = dy.storage();
    Storage dxs = dx.storage();
    double[] sums = new double[at.channels()];
    for (int i = 0; i < at.elements(); i++) {
      int channel = i / at.inner() % at.channels();
      double v = xs.getDouble(x.offset() + i);
      double g = dys.getDouble(dy.offset() + i);
      double slope = ws.getDouble(weight.offset() + channel);
      dxs.setDouble(dx.offset() + i, v > 0 ? g : slope * g);
      sums[channel] += v > 0 ? 0 : v * g;
    }
    for (int channel = 0; channel < at.channels(); channel++) {
      dweight.storage().setDouble(dweight.offset() + channel, sums[channel]);
    }
  }
}
