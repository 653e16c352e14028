package octavo.kernel.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import octavo.storage.BoolStorage;
import octavo.storage.DType;
import octavo.storage.DoubleStorage;
import octavo.storage.FloatStorage;
import octavo.storage.LongStorage;
import octavo.storage.Storage;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Transposed, broadcast, reversed and sliced views give what the oracle gives.
@Tag("simd")
class StridesTest {
  private static final ElementwiseKernels SIMD = new SimdElementwise();
  private static final ElementwiseKernels SCALAR = new ScalarElementwise();
  private static final Storage NUMBERS = new FloatStorage(Samples.moderate(200_000, 21));

  private static View view(int offset, int[] sizes, int... strides) {
    return new View(NUMBERS, offset, sizes, strides);
  }

  /// Views of equal sizes.
  record Group(View... views) {}

  static Stream<Group> groups() {
    return Stream.of(
        group(new int[] {}, new int[] {}),
        group(new int[] {1, 1}, new int[] {5, 7}),
        group(new int[] {5}, new int[] {1}, new int[] {0}, new int[] {3}, new int[] {-1}),
        group(new int[] {2, 2}, new int[] {2, 1}, new int[] {0, 1}, new int[] {1, 0}),
        group(
            new int[] {37, 100},
            new int[] {100, 1},
            new int[] {0, 1},
            new int[] {1, 0},
            new int[] {0, 0},
            new int[] {1, 37},
            new int[] {128, 1},
            new int[] {-100, -1},
            new int[] {200, 2}),
        group(
            new int[] {3, 33, 17},
            new int[] {561, 17, 1},
            new int[] {0, 17, 1},
            new int[] {0, 1, 0},
            new int[] {17, 0, 1},
            new int[] {561, 1, 33},
            new int[] {1, 3, 99},
            new int[] {17, 51, 1},
            new int[] {33, 1, 99}),
        // several blocks of short rows
        group(new int[] {1000, 10}, new int[] {10, 1}, new int[] {0, 1}, new int[] {1, 0}),
        group(
            new int[] {40, 30, 9}, new int[] {270, 9, 1}, new int[] {0, 1, 0}, new int[] {9, 0, 1}),
        group(new int[] {4, 0, 3}, new int[] {3, 3, 1}, new int[] {0, 1, 0}),
        group(
            new int[] {2, 3, 5, 70},
            new int[] {1050, 350, 70, 1},
            new int[] {0, 1, 0, 0},
            new int[] {1, 2, 6, 30},
            new int[] {1050, 70, 210, 1}),
        group(new int[] {400, 300}, new int[] {300, 1}, new int[] {1, 400}, new int[] {0, 1}));
  }

  private static Group group(int[] sizes, int[]... strides) {
    return new Group(Stream.of(strides).map(s -> view(6000, sizes, s)).toArray(View[]::new));
  }

  private static View fresh(View like) {
    return Samples.zeros(like.sizes().clone());
  }

  @ParameterizedTest
  @MethodSource("groups")
  void everyPairOfViews(Group group) {
    for (View a : group.views) {
      View y = fresh(a);
      View expected = fresh(a);
      SIMD.unary(UnaryFunction.SQUARE, a, y);
      SCALAR.unary(UnaryFunction.SQUARE, a, expected);
      same(y, expected, "square");
      SIMD.affine(a, -2, 0, y);
      SCALAR.affine(a, -2, 0, expected);
      same(y, expected, "affine");
      SIMD.clamp(a, -1, 1, y);
      SCALAR.clamp(a, -1, 1, expected);
      same(y, expected, "clamp");
      SIMD.copy(a, y);
      SCALAR.copy(a, expected);
      same(y, expected, "copy");
      for (View b : group.views) {
        pair(a, b);
      }
    }
  }

  private static void pair(View a, View b) {
    View y = fresh(a);
    View expected = fresh(a);
    for (BinaryFunction f : new BinaryFunction[] {BinaryFunction.SUBTRACT, BinaryFunction.ATAN2}) {
      SIMD.binary(f, a, b, y);
      SCALAR.binary(f, a, b, expected);
      same(y, expected, f.label());
    }
    SIMD.unaryBackward(UnaryFunction.RELU, a, b, y);
    SCALAR.unaryBackward(UnaryFunction.RELU, a, b, expected);
    same(y, expected, "relu'");
    SIMD.addInto(b, y);
    SCALAR.addInto(b, expected);
    same(y, expected, "addInto");
    View truth = Samples.bools(a.sizes().clone());
    View expectedTruth = Samples.bools(a.sizes().clone());
    SIMD.compare(Comparison.LESS, a, b, truth);
    SCALAR.compare(Comparison.LESS, a, b, expectedTruth);
    assertThat(truth.bools()).isEqualTo(expectedTruth.bools());
    SIMD.select(truth, a, b, y);
    SCALAR.select(truth, a, b, expected);
    same(y, expected, "select");
  }

  @Test
  void targetsMayBeStrided() {
    View x = view(3, new int[] {20, 30}, 30, 1);
    int[][] targets = {{1, 20}, {60, 2}, {31, 1}, {-30, -1}};
    for (int[] strides : targets) {
      View[] y = new View[2];
      ElementwiseKernels[] kernels = {SIMD, SCALAR};
      for (int k = 0; k < 2; k++) {
        y[k] = new View(new FloatStorage(new float[3000]), 1000, new int[] {20, 30}, strides);
        kernels[k].fill(y[k], 3);
        kernels[k].addInto(x, y[k]);
        kernels[k].addScaledInto(x, 1.5, y[k]);
      }
      same(y[0], y[1], "addInto");
      for (int k = 0; k < 2; k++) {
        kernels[k].copy(view(9, new int[] {20, 30}, 1, 20), y[k]);
      }
      same(y[0], y[1], "copy");
    }
  }

  @ParameterizedTest
  @EnumSource
  void copiesConvertBetweenAllTypes(DType to) {
    double[] values = {0, 1, -1, 2.75, -2.75, 100, 1e-3, 7, 0.1};
    for (DType from : DType.values()) {
      Storage x = Storage.allocate(from, values.length + 2);
      for (int i = 0; i < values.length; i++) {
        x.setDouble(i + 2, values[i]);
      }
      for (int step : new int[] {1, 2}) {
        int n = step == 1 ? values.length : 4;
        View source = new View(x, 2, new int[] {n}, new int[] {step});
        Storage y = Storage.allocate(to, values.length);
        Storage expected = Storage.allocate(to, values.length);
        SIMD.copy(source, View.of(y, n));
        SCALAR.copy(source, View.of(expected, n));
        for (int i = 0; i < n; i++) {
          assertThat(y.getDouble(i))
              .as(from + " to " + to)
              .isEqualTo(Double.valueOf(expected.getDouble(i)));
        }
      }
    }
  }

  @Test
  void otherTypesEqualTheOracle() {
    DoubleStorage d = new DoubleStorage(new double[] {0, 0.5, -3, 1e300, Double.NaN, 2});
    LongStorage l = new LongStorage(new long[] {0, Long.MAX_VALUE, -7, 9, 1, (1L << 53) + 1});
    for (Storage s : new Storage[] {d, l}) {
      View a = new View(s, 1, new int[] {5}, new int[] {1});
      View b = new View(s, 2, new int[] {4}, new int[] {1});
      View a4 = new View(s, 1, new int[] {4}, new int[] {1});
      BinaryFunction[] functions = {
        BinaryFunction.ADD,
        BinaryFunction.SUBTRACT,
        BinaryFunction.MULTIPLY,
        BinaryFunction.DIVIDE,
        BinaryFunction.MINIMUM,
        BinaryFunction.MAXIMUM,
        BinaryFunction.MASK
      };
      for (BinaryFunction f : functions) {
        View y = View.of(Storage.allocate(s.dtype(), 4), 4);
        View expected = View.of(Storage.allocate(s.dtype(), 4), 4);
        SIMD.binary(f, a4, b, y);
        SCALAR.binary(f, a4, b, expected);
        SIMD.addInto(a4, y);
        SCALAR.addInto(a4, expected);
        for (int i = 0; i < 4; i++) {
          assertThat(y.storage().getDouble(i))
              .isEqualTo(Double.valueOf(expected.storage().getDouble(i)));
          assertThat(y.storage().getLong(i)).isEqualTo(expected.storage().getLong(i));
        }
      }
      View y = View.of(Storage.allocate(s.dtype(), 5), 5);
      View expected = View.of(Storage.allocate(s.dtype(), 5), 5);
      SIMD.affine(a, 3, 1, y);
      SCALAR.affine(a, 3, 1, expected);
      for (int i = 0; i < 5; i++) {
        assertThat(y.storage().getDouble(i))
            .isEqualTo(Double.valueOf(expected.storage().getDouble(i)));
      }
    }
  }

  @Test
  void truthValuesCombine() {
    View a = View.of(new BoolStorage(new byte[] {0, 0, 1, 1}), 4);
    View b = View.of(new BoolStorage(new byte[] {0, 1, 0, 1}), 4);
    View y = Samples.bools(4);
    SIMD.binary(BinaryFunction.MINIMUM, a, b, y);
    assertThat(y.bools()).containsExactly(0, 0, 0, 1);
    SIMD.binary(BinaryFunction.MAXIMUM, a, b, y);
    assertThat(y.bools()).containsExactly(0, 1, 1, 1);
    SIMD.compare(Comparison.NOT_EQUAL, a, b, y);
    assertThat(y.bools()).containsExactly(0, 1, 1, 0);
  }

  private static void same(View actual, View expected, String what) {
    Samples.assertSameBits(actual.floats(), expected.floats(), what);
  }
}
