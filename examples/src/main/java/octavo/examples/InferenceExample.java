package octavo.examples;

import octavo.inference.InferenceModel;
import octavo.nn.Layer;
import octavo.nn.model.ResNet;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;

/// A network made ready for use: norms, sums and activations become part of the convolutions, and the
/// tensors in between share a few buffers.
public final class InferenceExample {
  private InferenceExample() {}

  /// Prints the steps that are left of a network, and how far its answers are from those of the
  /// network itself.
  public static void main(String[] args) {
    Layer network = ResNet.resnet18(10).withSmallStem().create(Rng.of(1));
    Tensor images = RandomTensors.normal(Rng.of(2), 1, 3, 32, 32);
    InferenceModel.of(network).steps(images).forEach(System.out::println);
    System.out.println("largest difference " + difference(network, images));
  }

  /// The largest difference between the answers of the network and of its inference model.
  static double difference(Layer network, Tensor images) {
    InferenceModel model = InferenceModel.of(network);
    Tensor logits = model.forward(images);
    return logits.subtract(network.forward(images)).abs().max().item();
  }
}
