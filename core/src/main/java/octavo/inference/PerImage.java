package octavo.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import octavo.op.Affine;
import octavo.op.Arithmetic;
import octavo.op.AveragePool;
import octavo.op.ChannelAffine;
import octavo.op.Clamp;
import octavo.op.Concat;
import octavo.op.Conv2d;
import octavo.op.Copy;
import octavo.op.Elementwise;
import octavo.op.MaxPool;
import octavo.op.Operation;
import octavo.op.Reduce;
import octavo.op.Reshape;
import octavo.op.ViewOp;
import octavo.storage.DType;
import octavo.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// Takes the images of a batch one by one through the first steps of a network, where an image has
/// many numbers and a layer few weights: what one step writes then still lies in a cache when the
/// next reads it, and images can be computed at the same time. The steps after, with few numbers and
/// many weights, take the whole batch, so that each weight is read once.
///
/// Where the second part begins follows from the sizes alone: each step one by one saves moving the
/// numbers of the other images, and costs moving its weights for each of them.
final class PerImage {
  /// Numbers of a step for all images that stay in a cache anyway.
  private static final long CACHED = 1 << 18;

  private final Program program;
  private final int images;
  private final Map<Value, Value> one = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  private PerImage(Program program) {
    this.program = program;
    Shape shape = program.input().shape();
    this.images = shape.rank() == 0 ? 1 : shape.size(0);
  }

  /// The program with its first steps done image by image, if that pays.
  static Program rewrite(Program program) {
    PerImage rewriting = new PerImage(program);
    return rewriting.images > 1 ? rewriting.rewritten() : program;
  }

  private Program rewritten() {
    one.put(program.input(), single(program.input()));
    long gain = 0;
    long most = 0;
    int best = 0;
    for (Step step : program.steps()) {
      Step made = forOne(step);
      if (made == null) {
        break;
      }
      steps.add(made);
      gain += gain(step);
      if (gain > most && isCut(steps.size())) {
        most = gain;
        best = steps.size();
      }
    }
    if (best == 0) {
      return program;
    }
    Value y = program.steps().get(best - 1).y();
    Program first = Program.of(image(program.input()), steps.subList(0, best), image(y));
    List<Step> all = new ArrayList<>();
    all.add(new Step.EachImage(BlockChannels.rewrite(first), images, program.input(), y));
    all.addAll(program.steps().subList(best, program.steps().size()));
    return program.of(all);
  }

  /// What is moved less, in numbers.
  private long gain(Step step) {
    long numbers = step.y().layout().count();
    for (Value input : step.inputs()) {
      numbers += input.constant() == null ? input.layout().count() : 0;
    }
    long weights =
        step instanceof Step.Weighted weighted ? weighted.weight().shape().elements() : 0;
    return (numbers > CACHED ? numbers : 0) - weights * (images - 1);
  }

  /// Whether the result of step `count - 1` is all that the steps from `count` on read of what was
  /// before.
  private boolean isCut(int count) {
    List<Step> all = program.steps();
    Value y = all.get(count - 1).y();
    if (!y.isPlain() || y.dtype() != DType.FLOAT32 || isView(all.get(count - 1))) {
      return false;
    }
    Set<Value> known = new HashSet<>(one.keySet());
    known.remove(y);
    return !known.contains(program.output())
        && all.subList(count, all.size()).stream()
            .noneMatch(step -> step.inputs().stream().anyMatch(known::contains));
  }

  private static boolean isView(Step step) {
    return step instanceof Step.Apply apply && apply.operation() instanceof ViewOp;
  }

  private Value image(Value value) {
    Value found = one.get(value);
    if (found == null) {
      throw new IllegalStateException("inference: a value is not known for one image.");
    }
    return found;
  }

  private static Value single(Value value) {
    return Value.filled(value.dtype(), value.shape().withSize(0, 1));
  }

  private boolean isBatch(Value value) {
    return one.containsKey(value);
  }

  /// The step for one image, or null if images depend on one another in it, if that is not known, or
  /// if it is not to be done one by one.
  private @Nullable Step forOne(Step step) {
    Shape shape = step.y().shape();
    if (shape.rank() < 2 || shape.size(0) != images) {
      return null;
    }
    return switch (step) {
      case Step.Weighted weighted -> forOne(weighted);
      case Step.Apply apply -> forOne(apply);
      default -> null;
    };
  }

  private @Nullable Step forOne(Step.Weighted step) {
    if (!(step.operation() instanceof Conv2d conv)
        || !step.inputs().stream().allMatch(this::isBatch)) {
      return null;
    }
    Value y = single(step.y());
    one.put(step.y(), y);
    return new Step.Weighted(
        new Conv2d(conv.geometry().withBatch(1), conv.choice()),
        image(step.x()),
        step.weight(),
        step.bias(),
        step.residual() == null ? null : image(step.residual()),
        step.epilogue(),
        y);
  }

  private @Nullable Step forOne(Step.Apply step) {
    Operation operation = forOne(step.operation(), step);
    boolean known =
        step.inputs().stream().allMatch(value -> isBatch(value) || isShared(value, step.y()));
    if (operation == null || !known || step.inputs().stream().noneMatch(this::isBatch)) {
      return null;
    }
    Value y =
        operation instanceof ViewOp view
            ? Value.shown(view.view(image(step.x()).layout()))
            : single(step.y());
    one.put(step.y(), y);
    List<Value> inputs =
        step.inputs().stream().map(value -> one.getOrDefault(value, value)).toList();
    return new Step.Apply(operation, inputs, List.of(y));
  }

  /// Whether a constant is the same for all images.
  private static boolean isShared(Value value, Value y) {
    Shape shape = value.shape();
    return value.constant() != null && (shape.rank() < y.shape().rank() || shape.size(0) == 1);
  }

  private @Nullable Operation forOne(Operation operation, Step.Apply step) {
    Shape x = step.x().shape();
    Shape y = step.y().shape();
    return switch (operation) {
      case Elementwise same -> same;
      case Affine same -> same;
      case Clamp same -> same;
      case Copy same -> same;
      case Arithmetic same -> same;
      case ChannelAffine same -> same;
      case Concat concat -> concat.axis() == 0 ? null : concat;
      case Reduce reduce -> Arrays.stream(reduce.axes()).anyMatch(a -> a == 0) ? null : reduce;
      case MaxPool pool -> new MaxPool(pool.geometry().withBatch(1));
      case AveragePool pool -> new AveragePool(pool.geometry().withBatch(1), pool.divisor());
      case Reshape reshape when x.rank() > 0 && x.size(0) == images ->
          new Reshape(y.withSize(0, 1));
      default -> null;
    };
  }
}
