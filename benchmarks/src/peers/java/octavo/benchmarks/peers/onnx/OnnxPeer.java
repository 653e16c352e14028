package octavo.benchmarks.peers.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import octavo.benchmarks.peers.Peer;
import octavo.benchmarks.peers.PeerRun;
import octavo.benchmarks.peers.Workload;
import octavo.benchmarks.peers.Workload.Convolution;
import octavo.benchmarks.peers.Workload.Inference;
import octavo.benchmarks.peers.Workload.Pass;
import octavo.benchmarks.peers.Workload.Product;
import octavo.benchmarks.peers.Workload.Step;
import org.jspecify.annotations.Nullable;

/// ONNX Runtime with all its optimizations. It has no gradients, so no backward rows.
public final class OnnxPeer implements Peer {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final Random random = new Random(0);
  private int threads = 1;

  private OnnxPeer() {}

  /// Runs rows of the suite.
  ///
  /// @throws Exception if the library fails
  public static void main(String[] args) throws Exception {
    PeerRun.main(new OnnxPeer(), args);
  }

  @Override
  public String version() {
    return "ONNX Runtime " + environment.getVersion();
  }

  @Override
  public void useThreads(int threads) {
    this.threads = threads;
  }

  @Override
  public @Nullable Call prepare(Workload workload) throws OrtException {
    return switch (workload) {
      case Product product ->
          call(
              OnnxModels.of(product),
              Map.of("a", normal(product.left()), "b", normal(product.right())));
      case Convolution c when c.pass() == Pass.BACKWARD -> null;
      case Convolution c -> call(OnnxModels.of(c), Map.of("x", normal(c.input())));
      case Inference inference ->
          call(OnnxModels.of(inference), Map.of("x", normal(inference.input())));
      case Step step -> null;
    };
  }

  private OnnxTensor normal(long... sizes) throws OrtException {
    long n = 1;
    for (long size : sizes) {
      n *= size;
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(4 * n));
    FloatBuffer floats = bytes.order(ByteOrder.nativeOrder()).asFloatBuffer();
    for (int i = 0; i < n; i++) {
      floats.put(i, (float) random.nextGaussian());
    }
    return OnnxTensor.createTensor(environment, floats, sizes);
  }

  private Call call(byte[] model, Map<String, OnnxTensor> inputs) throws OrtException {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      return new Running(environment.createSession(model, options), new LinkedHashMap<>(inputs));
    }
  }

  /// A session with its inputs.
  private record Running(OrtSession session, Map<String, OnnxTensor> inputs) implements Call {
    @Override
    public void run() throws OrtException {
      session.run(inputs).close();
    }

    @Override
    public void close() throws OrtException {
      session.close();
      inputs.values().forEach(OnnxTensor::close);
    }
  }
}
