package octavo.benchmarks.peers.onnx;

import static octavo.benchmarks.peers.onnx.OnnxGraph.attribute;
import static octavo.benchmarks.peers.onnx.OnnxGraph.attributes;

import java.util.ArrayList;
import java.util.List;
import octavo.benchmarks.peers.Network.Activation;
import octavo.benchmarks.peers.Network.Classifier;
import octavo.benchmarks.peers.Network.Conv;
import octavo.benchmarks.peers.Network.MaxPool;
import octavo.benchmarks.peers.Network.Part;
import octavo.benchmarks.peers.Network.Residual;
import octavo.benchmarks.peers.Workload.Convolution;
import octavo.benchmarks.peers.Workload.Inference;
import octavo.benchmarks.peers.Workload.Pass;
import octavo.benchmarks.peers.Workload.Product;

/// The rows of the suite as ONNX models. Kernels are constants, so that they may be packed once;
/// batch normalization is folded into the convolution before it, as exporters do.
final class OnnxModels {
  private OnnxModels() {}

  /// A product of two inputs.
  static byte[] of(Product product) {
    OnnxGraph graph = new OnnxGraph();
    List<String> operands =
        List.of(graph.input("a", product.left()), graph.input("b", product.right()));
    long[] sizes = product.left();
    sizes[sizes.length - 1] = product.n();
    return graph.model(graph.node("MatMul", operands), sizes);
  }

  /// A convolution of one input.
  static byte[] of(Convolution c) {
    OnnxGraph graph = new OnnxGraph();
    List<String> operands = new ArrayList<>();
    operands.add(graph.input("x", c.input()));
    operands.add(graph.normal(1, c.weights()));
    boolean transposed = c.pass() == Pass.TRANSPOSED;
    if (c.pass() == Pass.FORWARD) {
      operands.add(graph.normal(1, c.out()));
    }
    String y =
        graph.node(
            transposed ? "ConvTranspose" : "Conv",
            operands,
            attributes("kernel_shape", c.kernel(), c.kernel()),
            attributes("strides", c.stride(), c.stride()),
            attributes("pads", c.padding(), c.padding(), c.padding(), c.padding()),
            attributes("dilations", c.dilation(), c.dilation()),
            attribute("group", c.groups()));
    long side = (long) (c.size() - 1) * c.stride() - 2L * c.padding() + c.kernel();
    return graph.model(y, transposed ? new long[] {c.batch(), c.out(), side, side} : c.output());
  }

  /// A network.
  static byte[] of(Inference inference) {
    OnnxGraph graph = new OnnxGraph();
    String y = chain(graph, inference.model().parts(), graph.input("x", inference.input()));
    return graph.model(y, inference.batch(), 1000);
  }

  private static String chain(OnnxGraph graph, List<Part> parts, String x) {
    String y = x;
    for (Part part : parts) {
      y = add(graph, part, y);
    }
    return y;
  }

  private static String add(OnnxGraph graph, Part part, String x) {
    return switch (part) {
      case Conv conv -> convolution(graph, conv, x);
      case MaxPool pool ->
          graph.node(
              "MaxPool",
              List.of(x),
              attributes("kernel_shape", pool.kernel(), pool.kernel()),
              attributes("strides", pool.stride(), pool.stride()),
              attributes("pads", pool.padding(), pool.padding(), pool.padding(), pool.padding()));
      case Residual residual -> {
        String body = chain(graph, residual.body(), x);
        String shortcut = chain(graph, residual.shortcut(), x);
        String sum = graph.node("Add", List.of(body, shortcut));
        yield activate(graph, residual.activation(), sum);
      }
      case Classifier classifier -> {
        String pooled = graph.node("GlobalAveragePool", List.of(x));
        String flat = graph.node("Flatten", List.of(pooled));
        String weight = graph.normal(classifier.deviation(), classifier.out(), classifier.in());
        String bias = graph.normal(0.01, classifier.out());
        yield graph.node("Gemm", List.of(flat, weight, bias), attribute("transB", 1));
      }
    };
  }

  private static String convolution(OnnxGraph graph, Conv conv, String x) {
    String weight = graph.normal(conv.deviation(), conv.weights());
    String bias = graph.normal(0.01, conv.out());
    String y =
        graph.node(
            "Conv",
            List.of(x, weight, bias),
            attributes("kernel_shape", conv.kernel(), conv.kernel()),
            attributes("strides", conv.stride(), conv.stride()),
            attributes("pads", conv.padding(), conv.padding(), conv.padding(), conv.padding()),
            attribute("group", conv.groups()));
    return activate(graph, conv.activation(), y);
  }

  private static String activate(OnnxGraph graph, Activation activation, String x) {
    return switch (activation) {
      case NONE -> x;
      case RELU -> graph.node("Relu", List.of(x));
      case RELU6 -> graph.clip(x, 0, 6);
    };
  }
}
