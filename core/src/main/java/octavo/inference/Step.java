package octavo.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import octavo.kernel.conv.BlockedConv;
import octavo.kernel.conv.BlockedImages;
import octavo.kernel.conv.Epilogue;
import octavo.op.Conv2d;
import octavo.op.Conv3d;
import octavo.op.LinearMap;
import octavo.op.Operation;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// One step of a [Program].
sealed interface Step {
  /// What it reads; constants that it holds as tensors are not among them.
  List<Value> inputs();

  /// What it computes.
  List<Value> outputs();

  /// Its result, the first of its outputs.
  default Value y() {
    return outputs().getFirst();
  }

  /// Whether both are the same step, perhaps rewritten: whether they compute the same value.
  default boolean is(Step other) {
    return y() == other.y();
  }

  /// The same step on other inputs.
  Step reading(UnaryOperator<Value> other);

  /// An operation as it was traced.
  record Apply(Operation operation, List<Value> inputs, List<Value> outputs) implements Step {
    @Override
    public Step reading(UnaryOperator<Value> other) {
      return new Apply(operation, inputs.stream().map(other).toList(), outputs);
    }

    Value x() {
      return inputs.getFirst();
    }
  }

  /// A convolution or linear map with constant weights: `y = epilogue(operation(x, weight, bias),
  /// residual)`. The first axis of the weight and axis 1 of `y` are the output channels.
  record Weighted(
      Operation operation,
      Value x,
      Tensor weight,
      @Nullable Tensor bias,
      @Nullable Value residual,
      Epilogue epilogue,
      Value y)
      implements Step {

    /// The step as such a one, or null if it is another operation, if its weights are computed, if
    /// types are mixed, or if its channels come last.
    static @Nullable Weighted of(Apply step) {
      boolean known =
          switch (step.operation()) {
            case Conv2d conv -> !conv.choice().channelsLast();
            case Conv3d conv -> true;
            case LinearMap linear -> true;
            default -> false;
          };
      List<Value> inputs = step.inputs();
      if (!known || inputs.get(0).constant() != null) {
        return null;
      }
      for (Value input : inputs) {
        if (input.dtype() != step.y().dtype()) {
          return null;
        }
      }
      Tensor weight = inputs.get(1).constant();
      Tensor bias = inputs.size() > 2 ? inputs.get(2).constant() : null;
      if (weight == null || (inputs.size() > 2 && bias == null)) {
        return null;
      }
      return new Weighted(
          step.operation(), inputs.get(0), weight, bias, null, Epilogue.NONE, step.y());
    }

    @Override
    public List<Value> inputs() {
      return residual == null ? List.of(x) : List.of(x, residual);
    }

    @Override
    public List<Value> outputs() {
      return List.of(y);
    }

    @Override
    public Step reading(UnaryOperator<Value> other) {
      Value added = residual == null ? null : other.apply(residual);
      return new Weighted(operation, other.apply(x), weight, bias, added, epilogue, y);
    }

    /// Whether nothing happens to the sums yet.
    boolean isBare() {
      return residual == null && !epilogue.bounds();
    }

    Weighted withWeights(Tensor newWeight, Tensor newBias) {
      return new Weighted(operation, x, newWeight, newBias, residual, epilogue, y);
    }

    Weighted withResidual(Value added) {
      return new Weighted(operation, x, weight, bias, added, epilogue.withResidual(), y);
    }

    Weighted then(double low, double high) {
      return new Weighted(operation, x, weight, bias, residual, epilogue.then(low, high), y);
    }

    private String line() {
      List<String> words = new ArrayList<>();
      words.add(operation.name() + " " + y.shape());
      if (bias != null) {
        words.add("bias");
      }
      if (residual != null) {
        words.add("residual");
      }
      if (epilogue.bounds()) {
        double low = epilogue.low();
        double high = epilogue.high();
        boolean relu = low == 0 && Double.isInfinite(high);
        words.add(relu ? "relu" : "clamp(" + low + ", " + high + ")");
      }
      return String.join(" + ", words);
    }
  }

  /// A convolution of images in blocks of channels, and perhaps the 1×1 convolution before it.
  ///
  /// @param conv the convolution as it was for planes
  /// @param before the convolution before it, or null
  /// @param fromPlanes whether `x` is in planes
  /// @param x the input, of `before` if there is one
  /// @param residual what is added, in blocks
  /// @param y the result, in blocks
  record Blocked(
      Weighted conv,
      @Nullable Weighted before,
      boolean fromPlanes,
      Value x,
      @Nullable Value residual,
      Value y)
      implements Step {
    @Override
    public List<Value> inputs() {
      return residual == null ? List.of(x) : List.of(x, residual);
    }

    @Override
    public List<Value> outputs() {
      return List.of(y);
    }

    @Override
    public Step reading(UnaryOperator<Value> other) {
      Value added = residual == null ? null : other.apply(residual);
      return new Blocked(conv, before, fromPlanes, other.apply(x), added, y);
    }

    /// Whether the result may be written over the residual.
    boolean addsInPlace() {
      return BlockedConv.addsInPlace(((Conv2d) conv.operation()).geometry());
    }
  }

  /// A maximum pooling of images in blocks of channels, or the mean of the pixels of each channel.
  ///
  /// @param apply the step as it was for planes
  /// @param images the input
  /// @param x the input, in blocks
  /// @param y the result, in blocks if it is a pooling's
  record BlockedApply(Apply apply, BlockedImages images, Value x, Value y) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of(x);
    }

    @Override
    public List<Value> outputs() {
      return List.of(y);
    }

    @Override
    public Step reading(UnaryOperator<Value> other) {
      return new BlockedApply(apply, images, other.apply(x), y);
    }
  }

  /// Images brought into blocks of channels, or back into planes.
  record Regroup(BlockedImages images, boolean toBlocks, Value x, Value y) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of(x);
    }

    @Override
    public List<Value> outputs() {
      return List.of(y);
    }

    @Override
    public Step reading(UnaryOperator<Value> other) {
      return new Regroup(images, toBlocks, other.apply(x), y);
    }
  }

  /// Steps that are done for each image of a batch by itself.
  ///
  /// @param one what is done for one image
  /// @param images how many there are
  /// @param x all images
  /// @param y all results
  record EachImage(Program one, int images, Value x, Value y) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of(x);
    }

    @Override
    public List<Value> outputs() {
      return List.of(y);
    }

    @Override
    public Step reading(UnaryOperator<Value> other) {
      return new EachImage(one, images, other.apply(x), y);
    }
  }

  /// What it does, for people, a line for each part.
  default List<String> describe() {
    return switch (this) {
      case EachImage each ->
          each.one().steps().stream()
              .flatMap(step -> step.describe().stream())
              .map(line -> "for each image: " + line)
              .toList();
      case Blocked blocked when blocked.before() != null ->
          List.of(blocked.before().line(), blocked.conv().line());
      case Blocked blocked -> List.of(blocked.conv().line());
      case BlockedApply blocked -> blocked.apply().describe();
      case Apply apply -> List.of(apply.operation().name() + " " + apply.y().shape());
      case Regroup regroup -> List.of(regroup.toBlocks() ? "to blocks" : "to planes");
      case Weighted weighted -> List.of(weighted.line());
    };
  }
}
