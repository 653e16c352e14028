package octavo.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.stream.Stream;
import octavo.autograd.Derivatives;
import octavo.kernel.AnyThreads;
import octavo.storage.DType;
import octavo.storage.View;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What must hold for every operation case: float32 agrees with float64, strided inputs with
/// contiguous ones, and neither repetition nor the number of threads changes a bit.
class OperationBatteryTest {
  private static Stream<DynamicTest> each(Consumer<OperationCase> check) {
    return OperationCases.all().stream()
        .map(c -> DynamicTest.dynamicTest(c.name(), () -> check.accept(c)));
  }

  private static Tensor[] to(DType dtype, Tensor[] xs) {
    return Stream.of(xs).map(x -> x.to(dtype)).toArray(Tensor[]::new);
  }

  /// The result and all gradients, as one vector.
  private static Tensor everything(OperationCase c, Tensor[] inputs) {
    Tensor[] tracked = Stream.of(inputs).map(Tensor::tracked).toArray(Tensor[]::new);
    Tensor y = c.apply(tracked);
    Tensor all = y.stopGradient().flatten();
    for (Tensor dx : Derivatives.gradientsOrNull(y, y.stopGradient().onesLike(), false, tracked)) {
      if (dx != null) {
        all = Tensors.concat(0, all, dx.flatten().to(all.dtype()));
      }
    }
    return all;
  }

  @TestFactory
  Stream<DynamicTest> floatsAgreeWithDoubles() {
    return each(c -> {
      Tensor exact = everything(c, c.inputs());
      Tensor found = everything(c, to(DType.FLOAT32, c.inputs())).to(DType.FLOAT64);
      // results of size up to 100 from a few dozen roundings of 6·10⁻⁸ each
      assertThat(found.allClose(exact, 3e-5, 3e-5)).as("%s%n%s", found, exact).isTrue();
    });
  }

  /// The same numbers with the axes laid out in reverse order and gaps between them.
  private static Tensor strided(Tensor x) {
    int rank = x.rank();
    int[] reversed = new int[rank];
    for (int a = 0; a < rank; a++) {
      reversed[a] = rank - 1 - a;
    }
    Tensor turned = rank < 2 ? x : x.permute(reversed).copy().permute(reversed);
    if (rank == 0 || x.elements() == 0) {
      return turned;
    }
    Tensor doubled = Tensors.stack(rank, turned, turned.zerosLike());
    View v = doubled.view();
    int[] sizes = x.shape().toArray();
    int[] strides = new int[rank];
    System.arraycopy(v.strides(), 0, strides, 0, rank);
    return Tensor.over(new View(v.storage(), v.offset(), sizes, strides));
  }

  @TestFactory
  Stream<DynamicTest> stridesChangeNothing() {
    return each(c -> {
      for (DType dtype : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
        Tensor[] inputs = to(dtype, c.inputs());
        Tensor[] gaps = Stream.of(inputs).map(OperationBatteryTest::strided).toArray(Tensor[]::new);
        assertThat(gaps).isEqualTo(inputs);
        double tolerance = dtype == DType.FLOAT64 ? 1e-12 : 1e-5;
        assertThat(everything(c, gaps).allClose(everything(c, inputs), tolerance, tolerance))
            .isTrue();
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> neitherRepetitionNorThreadsChangeABit() {
    return each(c -> {
      Tensor[] inputs = to(DType.FLOAT32, c.inputs());
      AnyThreads.same(() -> everything(c, inputs).toFloatArray());
    });
  }
}
