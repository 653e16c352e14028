package octavo.nn.model;

import java.util.ArrayList;
import java.util.List;

/// The names in torchvision's checkpoints, written down as its documentation of each network lists
/// them.
final class TorchvisionNames {
  private final List<String> parameters = new ArrayList<>();
  private final List<String> buffers = new ArrayList<>();

  private void weight(String layer) {
    parameters.add(layer + ".weight");
  }

  private void weightAndBias(String layer) {
    weight(layer);
    parameters.add(layer + ".bias");
  }

  private void norm(String layer) {
    weightAndBias(layer);
    buffers.add(layer + ".running_mean");
    buffers.add(layer + ".running_var");
    buffers.add(layer + ".num_batches_tracked");
  }

  private List<String> all() {
    List<String> names = new ArrayList<>(parameters);
    names.addAll(buffers);
    return names;
  }

  /// Of a residual network whose blocks have `convolutions` each.
  static List<String> resNet(int convolutions, int... blocks) {
    TorchvisionNames names = new TorchvisionNames();
    names.weight("conv1");
    names.norm("bn1");
    for (int stage = 1; stage <= blocks.length; stage++) {
      for (int block = 0; block < blocks[stage - 1]; block++) {
        String prefix = "layer" + stage + "." + block + ".";
        for (int i = 1; i <= convolutions; i++) {
          names.weight(prefix + "conv" + i);
          names.norm(prefix + "bn" + i);
        }
        if (block == 0 && (stage > 1 || convolutions == 3)) {
          names.weight(prefix + "downsample.0");
          names.norm(prefix + "downsample.1");
        }
      }
    }
    names.weightAndBias("fc");
    return names.all();
  }

  static List<String> mobileNetV2() {
    TorchvisionNames names = new TorchvisionNames();
    names.weight("features.0.0");
    names.norm("features.0.1");
    names.weight("features.1.conv.0.0");
    names.norm("features.1.conv.0.1");
    names.weight("features.1.conv.1");
    names.norm("features.1.conv.2");
    for (int i = 2; i <= 17; i++) {
      String prefix = "features." + i + ".conv.";
      names.weight(prefix + "0.0");
      names.norm(prefix + "0.1");
      names.weight(prefix + "1.0");
      names.norm(prefix + "1.1");
      names.weight(prefix + "2");
      names.norm(prefix + "3");
    }
    names.weight("features.18.0");
    names.norm("features.18.1");
    names.weightAndBias("classifier.1");
    return names.all();
  }

  static List<String> vgg16() {
    TorchvisionNames names = new TorchvisionNames();
    for (int i : new int[] {0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28}) {
      names.weightAndBias("features." + i);
    }
    for (int i : new int[] {0, 3, 6}) {
      names.weightAndBias("classifier." + i);
    }
    return names.all();
  }
}
