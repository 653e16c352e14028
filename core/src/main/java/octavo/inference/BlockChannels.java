package octavo.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import octavo.kernel.Simd;
import octavo.kernel.conv.BlockedDepthwise;
import octavo.kernel.conv.BlockedDirect;
import octavo.kernel.conv.BlockedImages;
import octavo.kernel.conv.BlockedWinograd;
import octavo.kernel.conv.ConvChoice;
import octavo.kernel.conv.ConvGeometry;
import octavo.kernel.pool.PoolGeometry;
import octavo.kernel.reduce.Reduction;
import octavo.op.Conv2d;
import octavo.op.MaxPool;
import octavo.op.Reduce;
import octavo.storage.DType;
import octavo.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// Lets convolutions hand images on in blocks of channels ([BlockedImages]), which their kernels read
/// and write in whole vectors, and rearranges images only for steps that want planes. A convolution
/// that only a depthwise one reads becomes a part of it.
///
/// It comes last: what it makes no pass knows.
final class BlockChannels {
  private final Program program;
  private final Map<Value, Value> blocks = new HashMap<>();
  private final Map<Value, Step.Weighted> parts = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  private BlockChannels(Program program) {
    this.program = program;
  }

  /// The program with its convolutions on blocks, where the kernels for it are there.
  static Program rewrite(Program program) {
    return Simd.available() ? new BlockChannels(program).rewritten() : program;
  }

  private Program rewritten() {
    for (Step step : program.steps()) {
      boolean blocked =
          switch (step) {
            case Step.Weighted weighted -> block(weighted);
            case Step.Apply apply -> block(apply);
            default -> false;
          };
      if (!blocked) {
        step.inputs().forEach(this::inPlanes);
        steps.add(step);
      }
    }
    inPlanes(program.output());
    return program.of(steps);
  }

  /// Puts a pooling of blocks on blocks, and says whether.
  private boolean block(Step.Apply step) {
    Value x = blocks.get(step.x());
    if (x == null || step.inputs().size() != 1) {
      return false;
    }
    if (step.operation() instanceof MaxPool pool) {
      PoolGeometry g = pool.geometry();
      Value y = blocked(new BlockedImages(g.batch(), g.channels(), g.outHeight(), g.outWidth()));
      steps.add(new Step.BlockedApply(step, images(step.x()), x, y));
      blocks.put(step.y(), y);
      return true;
    }
    if (step.operation() instanceof Reduce reduce && isMeanOfPixels(reduce)) {
      steps.add(new Step.BlockedApply(step, images(step.x()), x, step.y()));
      return true;
    }
    return false;
  }

  private static boolean isMeanOfPixels(Reduce reduce) {
    return reduce.reduction() == Reduction.MEAN && Arrays.equals(reduce.axes(), new int[] {2, 3});
  }

  /// Puts a convolution on blocks if there is a kernel for it, and says whether.
  private boolean block(Step.Weighted step) {
    ConvGeometry g = geometry(step);
    if (g == null) {
      return false;
    }
    if (BlockedDepthwise.reasonToRefuse(g) == null) {
      Step.Weighted before = parts.remove(step.x());
      boolean planes = before != null && !blocks.containsKey(before.x());
      Value first = before == null ? step.x() : before.x();
      Value x = planes ? first : inBlocks(first);
      add(step, new Step.Blocked(step, before, planes, x, residual(step), blocked(g)));
      return true;
    }
    if (BlockedDirect.reasonToRefuse(g) != null) {
      return false;
    }
    if (isPart(step, g)) {
      parts.put(step.y(), step);
      return true;
    }
    boolean planes = !blocks.containsKey(step.x()) && BlockedWinograd.reasonToRefuse(g) != null;
    Value x = planes ? step.x() : inBlocks(step.x());
    add(step, new Step.Blocked(step, null, planes, x, residual(step), blocked(g)));
    return true;
  }

  private void add(Step.Weighted step, Step.Blocked made) {
    steps.add(made);
    blocks.put(step.y(), made.y());
  }

  private static Value blocked(ConvGeometry g) {
    return blocked(new BlockedImages(g.batch(), g.outChannels(), g.outHeight(), g.outWidth()));
  }

  private static Value blocked(BlockedImages images) {
    return Value.filled(DType.FLOAT32, Shape.of(images.sizes()));
  }

  private @Nullable Value residual(Step.Weighted step) {
    return step.residual() == null ? null : inBlocks(step.residual());
  }

  /// The sizes of a convolution of float32 whose method is free, else null.
  private static @Nullable ConvGeometry geometry(Step.Weighted step) {
    boolean free = step.operation() instanceof Conv2d conv && conv.choice().equals(ConvChoice.AUTO);
    return free && step.y().dtype() == DType.FLOAT32 && step.y().layout().count() > 0
        ? ((Conv2d) step.operation()).geometry()
        : null;
  }

  /// Whether a convolution by direct sums is read by one depthwise convolution only.
  private boolean isPart(Step.Weighted step, ConvGeometry g) {
    if (BlockedWinograd.reasonToRefuse(g) == null
        || step.residual() != null
        || program.uses(step.y()) != 1) {
      return false;
    }
    for (Step reader : program.steps()) {
      if (reader instanceof Step.Weighted weighted && weighted.x() == step.y()) {
        ConvGeometry next = geometry(weighted);
        return next != null && BlockedDepthwise.reasonToRefuse(next) == null;
      }
    }
    return false;
  }

  private static BlockedImages images(Value value) {
    Shape s = value.shape(); // of a convolution's input or output
    return new BlockedImages(s.size(0), s.size(1), s.size(2), s.size(3));
  }

  /// The value in blocks; it is rearranged if nobody did so yet.
  private Value inBlocks(Value value) {
    Value known = blocks.get(value);
    if (known != null) {
      return known;
    }
    BlockedImages images = images(value);
    Value made = blocked(images);
    steps.add(new Step.Regroup(images, /* toBlocks= */ true, value, made));
    blocks.put(value, made);
    return made;
  }

  /// Sees to it that the value is there in planes.
  private void inPlanes(Value value) {
    Value known = blocks.get(value);
    if (known != null && value != program.input() && !isMade(value)) {
      steps.add(new Step.Regroup(images(value), /* toBlocks= */ false, known, value));
    }
  }

  private boolean isMade(Value value) {
    return steps.stream().anyMatch(step -> step.outputs().contains(value));
  }
}
