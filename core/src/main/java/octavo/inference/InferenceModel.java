package octavo.inference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import octavo.autograd.Trace;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.storage.DType;
import octavo.storage.Storage;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// A trained network as it is used: the same function, faster.
///
/// ```java
/// InferenceModel model = InferenceModel.of(network);
/// Tensor logits = model.forward(images);
/// ```
///
/// The first call with a new input shape traces the network ([Trace]) and prepares it for this
/// shape: batch norms go into the weights before them; bias, residual sum and activation happen where
/// a convolution stores its results; convolutions hand images on in blocks of channels; images of a
/// batch go one by one through the first, large layers; tensors in between share a few buffers, which
/// are used again by later calls. It takes several times as long as a later call. The last few shapes are remembered.
///
/// Results agree with `network.forward(x)` up to rounding: in float32 to about 10⁻⁵ of the largest
/// number of the result for each ten convolutions, since folded weights are other numbers. They are
/// the same for any number of threads. Nothing is recorded for gradients. Any number of threads may
/// call at once; each call that runs at the same time has buffers of its own.
///
/// The network must do the same for every input of one shape: it must not read the numbers it
/// computes, and must not draw random numbers in inference mode.
public final class InferenceModel {
  /// Input shapes that are remembered.
  private static final int SHAPES = 8;

  /// How far two passes of one network may differ, in parts of the largest number.
  private static final double REPEATABLE = 1e-4;

  private final Layer network;
  private final Map<String, Tensor> state;
  private final Map<String, Integer> versions = new LinkedHashMap<>();
  private final Constants constants = new Constants();
  private final Map<Key, Plan> plans = new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);

  /// What a plan is for.
  private record Key(DType dtype, Shape shape) {}

  private InferenceModel(Layer network) {
    this.network = network;
    this.state = network.state();
    state.forEach((name, tensor) -> versions.put(name, version(tensor)));
  }

  /// The network with the numbers it has now. A later change of its parameters or buffers does not
  /// reach this model; a shape that comes for the first time after such a change is refused, so make
  /// another model then.
  public static InferenceModel of(Layer network) {
    return new InferenceModel(network);
  }

  /// `network.forward(x)` in inference mode.
  ///
  /// @throws IllegalStateException if the shape is new and the network reads numbers it computes,
  ///     draws random numbers, or has been changed
  public Tensor forward(Tensor x) {
    Tensor given = x.stopGradient().contiguous();
    return plan(given).run(given);
  }

  /// What is computed for an input like `x`, one line per step.
  public List<String> steps(Tensor x) {
    return new ArrayList<>(plan(x.stopGradient().contiguous()).description());
  }

  /// The plan for inputs like `x`.
  synchronized Plan plan(Tensor x) {
    Key key = new Key(x.dtype(), x.shape());
    Plan known = plans.get(key);
    if (known != null) {
      return known;
    }
    requireUnchanged();
    Trace trace = Trace.of(given -> network.forward(given, Mode.inference()), x);
    requireRepeatable(trace.result(), network.forward(x, Mode.inference()));
    Plan plan = new Plan(arranged(Optimizer.optimize(Program.of(trace))), constants);
    plans.put(key, plan);
    if (plans.size() > SHAPES) {
      plans.remove(plans.keySet().iterator().next());
    }
    return plan;
  }

  /// The program for the caches and vectors of the machine.
  static Program arranged(Program program) {
    return BlockChannels.rewrite(PerImage.rewrite(program));
  }

  private static int version(Tensor tensor) {
    Storage storage = tensor.view().storage();
    return storage.version();
  }

  private void requireUnchanged() {
    state.forEach((name, tensor) -> {
      if (versions.getOrDefault(name, 0) != version(tensor)) {
        throw new IllegalStateException(
            "InferenceModel: a new input shape needs the network as it was, but '%s' has been changed since. Make another model: InferenceModel.of(network)."
                .formatted(name));
      }
    });
  }

  /// Refuses a network whose second pass gives something else: it draws random numbers, and the
  /// trace would repeat those of the first pass for ever.
  private static void requireRepeatable(Tensor first, Tensor second) {
    double[] a = first.toDoubleArray();
    double[] b = second.withoutHistory().toDoubleArray();
    double largest = 0;
    for (double value : a) {
      largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
    }
    for (int i = 0; i < a.length; i++) {
      boolean same = Double.compare(a[i], b[i]) == 0;
      if (!same && !(Math.abs(a[i] - b[i]) <= REPEATABLE * largest)) {
        throw new IllegalStateException(
            "InferenceModel: the network must give the same result for the same input, but element %d is %s and then %s. Does it draw random numbers in inference mode?"
                .formatted(i, a[i], b[i]));
      }
    }
  }
}
