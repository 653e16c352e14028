package octavo.benchmarks.peers.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Objects;
import octavo.benchmarks.peers.Peer;
import octavo.benchmarks.peers.PeerRun;
import octavo.benchmarks.peers.Workload;
import octavo.benchmarks.peers.Workload.Convolution;
import octavo.benchmarks.peers.Workload.Inference;
import octavo.benchmarks.peers.Workload.Pass;
import octavo.benchmarks.peers.Workload.Product;
import octavo.benchmarks.peers.Workload.Step;
import org.jspecify.annotations.Nullable;

/// Deep Java Library on its PyTorch engine, which has no transposed convolution. Every row has a
/// manager of its own.
public final class DjlPeer implements Peer {
  private DjlPeer() {}

  /// Runs rows of the suite.
  ///
  /// @throws Exception if the library fails
  public static void main(String[] args) throws Exception {
    PeerRun.main(new DjlPeer(), args);
  }

  @Override
  public String version() {
    return "DJL %s (PyTorch %s)"
        .formatted(Engine.getDjlVersion(), Engine.getInstance().getVersion());
  }

  @Override
  public void useThreads(int threads) {
    Engine.getInstance().setRandomSeed(0);
    JniUtils.setNumThreads(threads);
  }

  @Override
  public @Nullable Call prepare(Workload workload) {
    if (workload instanceof Convolution c && c.pass() == Pass.TRANSPOSED) {
      return null; // not implemented in the PyTorch engine
    }
    NDManager manager = NDManager.newBaseManager();
    return switch (workload) {
      case Product product -> product(manager, product);
      case Convolution c when c.pass() == Pass.BACKWARD -> new Backward(manager, c);
      case Convolution c -> forward(manager, c);
      case Inference inference -> inference(manager, inference);
      case Step step -> new TrainingStep(manager, step);
    };
  }

  /// A call without gradients; what it makes is freed after it.
  private record Plain(NDManager manager, Runnable work) implements Call {
    @Override
    public void run() {
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        work.run();
      }
    }

    @Override
    public void close() {
      manager.close();
    }
  }

  private static Call product(NDManager manager, Product product) {
    NDArray a = manager.randomNormal(new Shape(product.left()));
    NDArray b = manager.randomNormal(new Shape(product.right()));
    return new Plain(manager, () -> a.matMul(b));
  }

  private static Call forward(NDManager manager, Convolution c) {
    NDArray x = manager.randomNormal(new Shape(c.input()));
    NDArray w = manager.randomNormal(new Shape(c.weights()));
    NDArray bias = c.pass() == Pass.FORWARD ? manager.randomNormal(new Shape(c.out())) : null;
    return new Plain(manager, () -> convolve(c, x, w, bias));
  }

  private static NDArray convolve(Convolution c, NDArray x, NDArray w, @Nullable NDArray bias) {
    Shape stride = new Shape(c.stride(), c.stride());
    Shape padding = new Shape(c.padding(), c.padding());
    Shape dilation = new Shape(c.dilation(), c.dilation());
    return Conv2d.conv2d(x, w, bias, stride, padding, dilation, c.groups()).singletonOrThrow();
  }

  private static Call inference(NDManager manager, Inference inference) {
    DjlNetwork network = new DjlNetwork(manager, inference.model(), false);
    NDArray x = manager.randomNormal(new Shape(inference.input()));
    return new Plain(manager, () -> network.forward(x));
  }

  /// The gradients of a convolution. The library has no gradient for a given `dy`, only that of the
  /// sum of all results, and forgets the graph: the forward pass before each call is not timed.
  private static final class Backward implements Call {
    private final NDManager manager;
    private final Convolution c;
    private final NDArray x;
    private final NDArray w;
    private @Nullable NDScope scope;
    private @Nullable GradientCollector collector;
    private @Nullable NDArray y;

    Backward(NDManager manager, Convolution c) {
      this.manager = manager;
      this.c = c;
      this.x = manager.randomNormal(new Shape(c.input()));
      this.w = manager.randomNormal(new Shape(c.weights()));
      x.setRequiresGradient(true);
      w.setRequiresGradient(true);
    }

    @Override
    public void before() {
      scope = new NDScope();
      collector = Engine.getInstance().newGradientCollector();
      y = convolve(c, x, w, null);
    }

    @Override
    public void run() {
      Objects.requireNonNull(collector).backward(Objects.requireNonNull(y));
    }

    @Override
    public void after() {
      Objects.requireNonNull(collector).close();
      Objects.requireNonNull(scope).close();
    }

    @Override
    public void close() {
      manager.close();
    }
  }

  /// A step of training.
  private static final class TrainingStep implements Call {
    private final NDManager manager;
    private final DjlNetwork network;
    private final NDArray x;
    private final NDArray target;
    private final Loss loss = Loss.softmaxCrossEntropyLoss();
    private final Optimizer optimizer =
        Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).optMomentum(0.9f).build();

    TrainingStep(NDManager manager, Step step) {
      this.manager = manager;
      this.network = new DjlNetwork(manager, step.model(), true);
      this.x = manager.randomNormal(new Shape(step.input()));
      this.target = manager.randomInteger(0, 10, new Shape(step.batch()), DataType.INT64);
      // the optimizer makes its moments in its first update; made in a step, they would end with it
      for (NDArray parameter : network.parameters()) {
        update(parameter, parameter.zerosLike());
      }
    }

    private void update(NDArray parameter, NDArray gradient) {
      optimizer.update(parameter.getUid(), parameter, gradient);
    }

    @Override
    public void run() {
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          NDList logits = new NDList(network.forward(x));
          collector.backward(loss.evaluate(new NDList(target), logits));
        }
        for (NDArray parameter : network.parameters()) {
          update(parameter, parameter.getGradient());
        }
      }
    }

    @Override
    public void close() {
      manager.close();
    }
  }
}
