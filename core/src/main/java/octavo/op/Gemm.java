package octavo.op;

import octavo.autograd.Backward;
import octavo.autograd.Engine;
import octavo.kernel.Kernels;
import octavo.kernel.conv.Epilogue;
import octavo.kernel.gemm.Addition;
import octavo.kernel.gemm.Matrix;
import octavo.kernel.ladder.GemmRung;
import octavo.kernel.ladder.Ladder;
import octavo.storage.DType;
import octavo.storage.View;
import octavo.tensor.GemmActivation;
import octavo.tensor.GemmAlgorithm;
import octavo.tensor.GemmOptions;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// `y = f(alpha·op(a)·op(b) + beta·c)` (BLAS's `gemm`, and an activation `f`), where `op` is the transpose of the last two axes or
/// nothing and the axes before them are broadcast. `c` is optional and broadcast to the result.
///
/// With `dz = f'·dy`, where `f'` follows from `y`: `d op(a) = alpha·dz·op(b)ᵀ`, `d op(b) = alpha·op(a)ᵀ·dz`,
/// `dc = beta·dz`: a gradient is such a product itself, computed by the same algorithm.
///
/// @param options the transposes, the factors, the activation and the algorithm
public record Gemm(GemmOptions options) implements Operation {
  /// Checks what the user gave.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit, a type is storage only, there is a
  ///     `beta` for which there is no `c`, or the algorithm does not compute this
  public static void requireFit(Tensor a, Tensor b, @Nullable Tensor c, GemmOptions options) {
    Tensors.computable("gemm", a);
    Tensors.computable("gemm", b);
    if (a.rank() < 2 || b.rank() < 2) {
      throw new IllegalArgumentException(
          "gemm: operands must be matrices or batches of them, but left is %s and right is %s. Use matmul for vectors."
              .formatted(a.shape(), b.shape()));
    }
    requireSizes(a.shape(), b.shape(), options);
    if (c == null && options.beta() != 0) {
      throw new IllegalArgumentException(
          "gemm: beta must be 0 where there is no c, but is %s. Call gemm(b, c, options)."
              .formatted(options.beta()));
    }
    Shape result = resultShape(a.shape(), b.shape(), options);
    if (c != null && !Tensors.computable("gemm", c).shape().broadcastsTo(result)) {
      throw new IllegalArgumentException(
          "gemm: c must have the shape of the result or broadcast to it, but c is %s and the result %s."
              .formatted(c.shape(), result));
    }
    requireAlgorithm(DType.promote(a.dtype(), b.dtype()), options.algorithm());
  }

  private static void requireSizes(Shape a, Shape b, GemmOptions options) {
    int inner = a.size(options.transposeLeft() ? -2 : -1);
    int other = b.size(options.transposeRight() ? -1 : -2);
    if (inner != other) {
      boolean turned = inner == b.size(options.transposeRight() ? -2 : -1);
      throw new IllegalArgumentException(
          "gemm: inner sizes must match, but left is %s%s and right is %s%s (%d ≠ %d).%s"
              .formatted(
                  a,
                  options.transposeLeft() ? " transposed" : "",
                  b,
                  options.transposeRight() ? " transposed" : "",
                  inner,
                  other,
                  turned
                      ? " Did you mean withTransposeRight(" + !options.transposeRight() + ")?"
                      : ""));
    }
    if (!batch(a).broadcastsWith(batch(b))) {
      throw new IllegalArgumentException(
          "gemm: axes before the last two must be equal or broadcast, but left is %s and right is %s."
              .formatted(a, b));
    }
  }

  private static void requireAlgorithm(DType dtype, GemmAlgorithm algorithm) {
    if (!algorithm.isAvailable()) {
      throw new IllegalArgumentException(
          "gemm: the algorithm must be there, but %s needs the Vector API, which is off. Start java with --add-modules jdk.incubator.vector, or use the algorithm auto."
              .formatted(algorithm.label()));
    }
    boolean every = algorithm == GemmAlgorithm.AUTO || algorithm == GemmAlgorithm.NAIVE;
    if (!every && dtype != DType.FLOAT32) {
      throw new IllegalArgumentException(
          "gemm: the algorithm must compute this type, but %s computes float32 and the operands are %s. Use the algorithm auto."
              .formatted(algorithm.label(), dtype));
    }
  }

  private static Shape batch(Shape shape) {
    return shape.without(shape.rank() - 1).without(shape.rank() - 2);
  }

  private static Shape resultShape(Shape a, Shape b, GemmOptions options) {
    Shape batch = Shape.broadcast("gemm", batch(a), batch(b));
    int rows = a.size(options.transposeLeft() ? -1 : -2);
    int columns = b.size(options.transposeRight() ? -2 : -1);
    return batch.with(batch.rank(), rows).with(batch.rank() + 1, columns);
  }

  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Tensor a = inputs[0].stopGradient();
    Tensor b = inputs[1].stopGradient();
    DType dtype = DType.promote(a.dtype(), b.dtype());
    Shape shape = resultShape(a.shape(), b.shape(), options);
    Tensor left = options.transposeLeft() ? a.transpose() : a;
    Tensor right = options.transposeRight() ? b.transpose() : b;
    boolean added = inputs.length > 2 && options.beta() != 0;
    Tensor c = added ? scaled(inputs[2].stopGradient(), options.beta()) : null;
    if (isOne(shape, dtype, c)) {
      return new Tensor[] {together(left.to(dtype), right.to(dtype), c, shape)};
    }
    Tensor product =
        options.alpha() == 0 ? Tensor.allocate(dtype, shape) : product(left, right, shape);
    Tensor y = scaled(product, options.alpha());
    y = c == null ? y : y.add(c);
    end().apply(null, y.view());
    return new Tensor[] {y};
  }

  /// Whether one call of the kernel does it all.
  private boolean isOne(Shape shape, DType dtype, @Nullable Tensor c) {
    boolean plain = options.algorithm() == GemmAlgorithm.AUTO && options.alpha() == 1;
    return plain
        && shape.rank() == 2
        && (c == null
            || (c.dtype() == dtype && (isRow(c, shape.size(1)) || c.shape().equals(shape))));
  }

  private static boolean isRow(Tensor c, int columns) {
    return c.rank() == 1 && c.size(0) == columns;
  }

  /// The product of two matrices with what is added, bounded while it is in the cache.
  private Tensor together(Tensor a, Tensor b, @Nullable Tensor c, Shape shape) {
    Tensor y = Tensor.allocate(a.dtype(), shape);
    Tensor added = c == null ? null : c.contiguous();
    boolean row = added != null && isRow(added, shape.size(1));
    View bias = added == null || !row ? null : added.view();
    Matrix residual = added == null || row ? null : matrix(added);
    Epilogue end = residual == null ? end() : end().withResidual();
    Kernels.GEMM.multiply(
        matrix(a), matrix(b), matrix(y), new Addition(false, bias, end, residual));
    return y;
  }

  private Epilogue end() {
    return Epilogue.NONE.then(options.activation().low(), options.activation().high());
  }

  private static Matrix matrix(Tensor x) {
    View v = x.view();
    return new Matrix(v.storage(), v.offset(), v.size(0), v.size(1), v.stride(0), v.stride(1));
  }

  private static Tensor scaled(Tensor x, double factor) {
    return factor == 1 || factor == 0 ? x : x.multiply(factor);
  }

  /// The product alone, in an array of its own.
  private Tensor product(Tensor a, Tensor b, Shape shape) {
    DType dtype = DType.promote(a.dtype(), b.dtype());
    if (options.algorithm() == GemmAlgorithm.AUTO || dtype != DType.FLOAT32) {
      return a.matmul(b);
    }
    GemmRung rung = Ladder.valueOf(options.algorithm().name()).gemm();
    Shape batch = batch(shape);
    View left = rows(a.to(dtype), batch);
    View right = rows(b.to(dtype), batch);
    int m = a.size(-2);
    int k = a.size(-1);
    int n = b.size(-1);
    Tensor y = Tensor.allocate(dtype, shape);
    for (int p = 0; p < batch.elements(); p++) {
      rung.multiply(
          new Matrix(left.storage(), left.offset() + p * m * k, m, k, k, 1),
          new Matrix(right.storage(), right.offset() + p * k * n, k, n, n, 1),
          new Matrix(y.view().storage(), y.view().offset() + p * m * n, m, n, n, 1));
    }
    return y;
  }

  /// All matrices of a batch, one after the other in rows: what the rungs read.
  private static View rows(Tensor x, Shape batch) {
    Shape full = batch.with(batch.rank(), x.size(-2)).with(batch.rank() + 1, x.size(-1));
    return x.expandTo(full).contiguous().view();
  }

  /// The gradient of the sum, before the activation.
  private Tensor slope(Backward at) {
    Tensor dy = at.dy();
    return switch (options.activation()) {
      case NONE -> dy;
      case RELU -> dy.multiply(at.y().greater(0).to(dy.dtype()));
      case RELU6 -> dy.multiply(at.y().greater(0).logicalAnd(at.y().less(6)).to(dy.dtype()));
    };
  }

  /// This product with other transposes, without `c` and the activation.
  private Tensor part(boolean transposeLeft, boolean transposeRight, Tensor a, Tensor b) {
    GemmOptions other =
        new GemmOptions(
            transposeLeft,
            transposeRight,
            options.alpha(),
            0,
            GemmActivation.NONE,
            options.algorithm());
    return Engine.apply(new Gemm(other), a, b);
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    boolean left = options.transposeLeft();
    boolean right = options.transposeRight();
    Tensor dz = slope(at);
    @Nullable Tensor[] found = new @Nullable Tensor[at.inputs()];
    if (at.needs(0)) {
      found[0] = left ? part(right, true, at.x(1), dz) : part(false, !right, dz, at.x(1));
    }
    if (at.needs(1)) {
      found[1] = right ? part(true, left, dz, at.x(0)) : part(!left, false, at.x(0), dz);
    }
    if (found.length > 2 && at.needs(2)) {
      found[2] = options.beta() == 0 ? null : scaled(dz, options.beta());
    }
    return found;
  }

  @Override
  public Saves saves() {
    return options.activation() == GemmActivation.NONE ? Saves.INPUTS : Saves.INPUTS_AND_OUTPUTS;
  }
}
