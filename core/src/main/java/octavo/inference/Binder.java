package octavo.inference;

import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;
import octavo.kernel.Kernels;
import octavo.kernel.Parallel;
import octavo.kernel.Simd;
import octavo.kernel.conv.BlockedConv;
import octavo.kernel.conv.BlockedDepthwise;
import octavo.kernel.conv.BlockedDirect;
import octavo.kernel.conv.BlockedImages;
import octavo.kernel.conv.BlockedPool;
import octavo.kernel.conv.BlockedWinograd;
import octavo.kernel.conv.ConvGeometry;
import octavo.kernel.conv.Epilogue;
import octavo.kernel.conv.PackedLinear;
import octavo.kernel.conv.PreparedConv;
import octavo.kernel.gemm.Addition;
import octavo.kernel.gemm.Matrix;
import octavo.op.BinaryOp;
import octavo.op.Conv2d;
import octavo.op.LinearMap;
import octavo.op.MaxPool;
import octavo.op.Operation;
import octavo.op.UnaryOp;
import octavo.storage.DType;
import octavo.storage.View;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Binds steps to the kernels that run them and to the places their results lie in.
///
/// @param planner where results lie
/// @param constants keeps the weights
/// @param numbers the number of each value
record Binder(BufferPlanner planner, Constants constants, ToIntFunction<Value> numbers) {
  /// Where one result lies.
  private record Place(int number, int buffer, Value value) {
    /// The tensor to fill; it has a number from now on.
    Tensor open(Plan.Memory memory) {
      Shape shape = value.shape();
      Tensor y =
          buffer < 0
              ? Tensor.allocate(value.dtype(), shape)
              : Tensor.over(shape, memory.buffers()[buffer]);
      memory.values()[number] = y;
      return y;
    }
  }

  private Place place(Value value) {
    return new Place(numbers.applyAsInt(value), planner.place(value), value);
  }

  Plan.Action bind(Step step) {
    return switch (step) {
      case Step.Weighted weighted -> bind(weighted);
      case Step.Blocked blocked -> bind(blocked);
      case Step.Regroup regroup -> bind(regroup);
      case Step.BlockedApply blocked -> bind(blocked);
      case Step.EachImage each -> bind(each);
      case Step.Apply apply -> bind(apply);
    };
  }

  private Plan.Action bind(Step.Apply step) {
    int[] inputs = step.inputs().stream().mapToInt(numbers).toArray();
    if (BufferPlanner.fills(step)) {
      Place y = place(step.y());
      if (step.operation() instanceof UnaryOp unary) {
        return memory -> unary.forward(memory.get(inputs[0]), y.open(memory));
      }
      if (step.operation() instanceof BinaryOp binary) {
        return memory ->
            binary.forward(memory.get(inputs[0]), memory.get(inputs[1]), y.open(memory));
      }
    }
    int[] outputs = step.outputs().stream().mapToInt(numbers).toArray();
    Operation operation = step.operation();
    return memory -> {
      Tensor[] given = new Tensor[inputs.length];
      for (int i = 0; i < given.length; i++) {
        given[i] = memory.get(inputs[i]);
      }
      Tensor[] made = operation.evaluate(given);
      for (int i = 0; i < outputs.length; i++) {
        memory.values()[outputs[i]] = made[i];
      }
    };
  }

  private Plan.Action bind(Step.Weighted step) {
    Tensor weight = constants.keep(step.weight());
    Tensor bias = step.bias() == null ? null : constants.keep(step.bias());
    int x = numbers.applyAsInt(step.x());
    int residual = step.residual() == null ? -1 : numbers.applyAsInt(step.residual());
    Place y = place(step.y());
    return switch (step.operation()) {
      case Conv2d conv -> {
        PreparedConv prepared =
            PreparedConv.of(
                conv.geometry(), conv.choice(), weight.view(), view(bias), step.epilogue());
        yield memory ->
            prepared.run(
                memory.get(x).contiguous().view(), added(memory, residual), y.open(memory).view());
      }
      case LinearMap linear when isPacked(step) -> {
        PackedLinear prepared = new PackedLinear(weight.view(), view(bias), step.epilogue());
        yield memory -> prepared.run(memory.get(x).contiguous().view(), y.open(memory).view());
      }
      case LinearMap linear -> linear(x, weight, bias, step.epilogue(), residual, y);
      default -> other(step.operation(), x, weight, bias, step.epilogue(), residual, y);
    };
  }

  private Plan.Action bind(Step.Blocked step) {
    int x = numbers.applyAsInt(step.x());
    int residual = step.residual() == null ? -1 : numbers.applyAsInt(step.residual());
    Place y = place(step.y());
    BlockedConv conv = blockedConv(step);
    return memory ->
        conv.run(memory.get(x).contiguous().view(), added(memory, residual), y.open(memory).view());
  }

  private BlockedConv blockedConv(Step.Blocked step) {
    Step.Weighted conv = step.conv();
    ConvGeometry g = ((Conv2d) conv.operation()).geometry();
    View weight = constants.keep(conv.weight()).view();
    View bias = kept(conv.bias());
    if (!step.fromPlanes() && BlockedWinograd.reasonToRefuse(g) == null) {
      return new BlockedWinograd(g, weight, bias, conv.epilogue());
    }
    if (g.groups() == 1) {
      return new BlockedDirect(g, step.fromPlanes(), weight, bias, conv.epilogue());
    }
    Step.Weighted before = step.before();
    BlockedDirect first =
        before == null
            ? null
            : new BlockedDirect(
                ((Conv2d) before.operation()).geometry(),
                step.fromPlanes(),
                constants.keep(before.weight()).view(),
                kept(before.bias()),
                before.epilogue());
    return new BlockedDepthwise(g, weight, bias, conv.epilogue(), first);
  }

  private @Nullable View kept(@Nullable Tensor tensor) {
    return tensor == null ? null : constants.keep(tensor).view();
  }

  /// Whether a linear map keeps its weights in panels.
  private static boolean isPacked(Step.Weighted step) {
    return Simd.available()
        && step.residual() == null
        && step.y().dtype() == DType.FLOAT32
        && step.weight().shape().elements() > 0
        && PackedLinear.suits(step.x().shape().size(0));
  }

  private Plan.Action bind(Step.BlockedApply step) {
    int x = numbers.applyAsInt(step.x());
    Place y = place(step.y());
    if (step.apply().operation() instanceof MaxPool pool) {
      BlockedPool prepared = new BlockedPool(pool.geometry());
      return memory -> prepared.run(memory.get(x).view(), y.open(memory).view());
    }
    return memory -> step.images().mean(memory.get(x).view(), y.open(memory).view());
  }

  private Plan.Action bind(Step.Regroup step) {
    int x = numbers.applyAsInt(step.x());
    Place y = place(step.y());
    BlockedImages images = step.images();
    return memory -> {
      View from = memory.get(x).contiguous().view();
      View to = y.open(memory).view();
      if (step.toBlocks()) {
        images.fromPlanes(from, to);
      } else {
        images.toPlanes(from, to);
      }
    };
  }

  /// As many images at once as there are threads; what is left, with all threads for each image. A
  /// result is the same either way.
  private Plan.Action bind(Step.EachImage step) {
    Plan plan = new Plan(step.one(), constants);
    int x = numbers.applyAsInt(step.x());
    int images = step.images();
    Place y = place(step.y());
    return memory -> {
      Tensor all = memory.get(x);
      View to = y.open(memory).view();
      int size = to.count() / images;
      IntConsumer body =
          image -> {
            View found = plan.run(all.narrow(0, image, 1)).view();
            System.arraycopy(
                found.floats(), found.offset(), to.floats(), to.offset() + image * size, size);
          };
      int atOnce = images - images % Parallel.threads();
      Parallel.run(atOnce, body);
      for (int image = atOnce; image < images; image++) {
        body.accept(image);
      }
    };
  }

  private static Plan.Action linear(
      int x, Tensor weight, @Nullable Tensor bias, Epilogue epilogue, int residual, Place y) {
    Matrix transposed = matrix(weight).transpose();
    View shift = view(bias);
    return memory -> {
      Tensor result = y.open(memory);
      // the sum may stand behind a reshape, as that of a sequence whose steps are rows here
      Matrix added = residual < 0 ? null : matrix(memory.get(residual).reshape(result.shape()));
      Kernels.GEMM.multiplyWeights(
          matrix(memory.get(x)),
          transposed,
          matrix(result),
          new Addition(/* accumulate= */ false, shift, epilogue, added));
    };
  }

  private static Plan.Action other(
      Operation operation,
      int x,
      Tensor weight,
      @Nullable Tensor bias,
      Epilogue epilogue,
      int residual,
      Place y) {
    return memory -> {
      Tensor given = memory.get(x);
      Tensor[] inputs =
          bias == null ? new Tensor[] {given, weight} : new Tensor[] {given, weight, bias};
      Tensor result = operation.evaluate(inputs)[0];
      epilogue.apply(added(memory, residual), result.view());
      memory.values()[y.number()] = result;
    };
  }

  private static @Nullable View added(Plan.Memory memory, int residual) {
    return residual < 0 ? null : memory.get(residual).view();
  }

  private static @Nullable View view(@Nullable Tensor x) {
    return x == null ? null : x.view();
  }

  private static Matrix matrix(Tensor x) {
    View v = x.view();
    return new Matrix(v.storage(), v.offset(), v.size(0), v.size(1), v.stride(0), v.stride(1));
  }
}
