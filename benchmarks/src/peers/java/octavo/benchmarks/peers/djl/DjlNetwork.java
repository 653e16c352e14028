package octavo.benchmarks.peers.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import octavo.benchmarks.peers.Network;
import octavo.benchmarks.peers.Network.Classifier;
import octavo.benchmarks.peers.Network.Conv;
import octavo.benchmarks.peers.Network.MaxPool;
import octavo.benchmarks.peers.Network.Model;
import octavo.benchmarks.peers.Network.Part;
import octavo.benchmarks.peers.Network.Residual;

/// A network of the suite in the functions that DJL's blocks call.
final class DjlNetwork {
  private final NDManager manager;
  private final boolean training;
  private final List<NDArray> parameters = new ArrayList<>();
  private final UnaryOperator<NDArray> whole;

  /// A network with random weights.
  ///
  /// @param manager what holds the weights
  /// @param training whether batch statistics are used and parameters have gradients
  DjlNetwork(NDManager manager, Model model, boolean training) {
    this.manager = manager;
    this.training = training;
    this.whole = chain(model.parts());
  }

  /// The logits.
  NDArray forward(NDArray x) {
    return whole.apply(x);
  }

  /// Everything that is trained.
  List<NDArray> parameters() {
    return parameters;
  }

  private UnaryOperator<NDArray> chain(List<Part> parts) {
    List<UnaryOperator<NDArray>> steps = parts.stream().map(this::build).toList();
    return x -> {
      NDArray y = x;
      for (UnaryOperator<NDArray> step : steps) {
        y = step.apply(y);
      }
      return y;
    };
  }

  private UnaryOperator<NDArray> build(Part part) {
    return switch (part) {
      case Conv conv -> convolution(conv);
      case MaxPool pool -> {
        Shape kernel = new Shape(pool.kernel(), pool.kernel());
        Shape stride = new Shape(pool.stride(), pool.stride());
        Shape padding = new Shape(pool.padding(), pool.padding());
        yield x -> Pool.maxPool2d(x, kernel, stride, padding, false);
      }
      case Residual residual -> {
        UnaryOperator<NDArray> body = chain(residual.body());
        UnaryOperator<NDArray> shortcut = chain(residual.shortcut());
        yield x -> activate(residual.activation(), body.apply(x).add(shortcut.apply(x)));
      }
      case Classifier classifier -> classifier(classifier);
    };
  }

  private NDArray parameter(NDArray value) {
    value.setRequiresGradient(training);
    parameters.add(value);
    return value;
  }

  private NDArray normal(double deviation, long... sizes) {
    return manager.randomNormal(new Shape(sizes)).muli(deviation);
  }

  private UnaryOperator<NDArray> convolution(Conv conv) {
    NDArray weight = parameter(normal(conv.deviation(), conv.weights()));
    Shape channels = new Shape(conv.out());
    NDArray scale = parameter(manager.ones(channels));
    NDArray shift = parameter(manager.zeros(channels));
    NDArray mean = manager.zeros(channels);
    NDArray variance = manager.ones(channels);
    Shape stride = new Shape(conv.stride(), conv.stride());
    Shape padding = new Shape(conv.padding(), conv.padding());
    Shape dilation = new Shape(1, 1);
    return x -> {
      NDArray y =
          Conv2d.conv2d(x, weight, null, stride, padding, dilation, conv.groups())
              .singletonOrThrow();
      y =
          BatchNorm.batchNorm(y, mean, variance, scale, shift, 1, 0.1f, 1e-5f, training)
              .singletonOrThrow();
      return activate(conv.activation(), y);
    };
  }

  private UnaryOperator<NDArray> classifier(Classifier classifier) {
    NDArray weight = parameter(normal(classifier.deviation(), classifier.out(), classifier.in()));
    NDArray bias = parameter(manager.zeros(new Shape(classifier.out())));
    return x -> Linear.linear(Pool.globalAvgPool2d(x), weight, bias).singletonOrThrow();
  }

  private static NDArray activate(Network.Activation activation, NDArray x) {
    return switch (activation) {
      case NONE -> x;
      case RELU -> Activation.relu(x);
      case RELU6 -> Activation.relu6(x);
    };
  }
}
