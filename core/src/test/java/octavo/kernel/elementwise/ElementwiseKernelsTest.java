package octavo.kernel.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiConsumer;
import java.util.stream.Stream;
import octavo.kernel.AnyThreads;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Scalar and vector kernels agree for every function, length and offset; a value depends neither
/// on its position nor on the number of threads.
@Tag("simd")
class ElementwiseKernelsTest {
  private static final int[] LENGTHS = {
    0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 19, 31, 33, 35, 67, 1000
  };
  private static final ElementwiseKernels SIMD = new SimdElementwise();
  private static final ElementwiseKernels SCALAR = new ScalarElementwise();

  /// A kernel call from two arrays, at an offset, to a third.
  record Call(String name, boolean exact, Body body) {
    interface Body {
      void run(ElementwiseKernels kernels, View a, View b, View y);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Call> calls() {
    Stream<Call> unary =
        Stream.of(UnaryFunction.values())
            .map(f -> new Call(f.label(), false, (k, a, b, y) -> k.unary(f, a, y)));
    Stream<Call> backward =
        Stream.of(UnaryFunction.values())
            .map(
                f -> new Call(f.label() + "'", false, (k, a, b, y) -> k.unaryBackward(f, a, b, y)));
    Stream<Call> binary =
        Stream.of(BinaryFunction.values())
            .map(f -> new Call(f.label(), true, (k, a, b, y) -> k.binary(f, a, b, y)));
    Stream<Call> others =
        Stream.of(
            new Call("affine", true, (k, a, b, y) -> k.affine(a, 2, 0, y)),
            new Call("clamp", true, (k, a, b, y) -> k.clamp(a, -0.1, 0.1, y)),
            new Call("copy", true, (k, a, b, y) -> k.copy(a, y)),
            new Call("addInto", true, (k, a, b, y) -> k.addInto(a, y)),
            new Call("addScaledInto", true, (k, a, b, y) -> k.addScaledInto(a, 1.7f, y)),
            new Call("fill", true, (k, a, b, y) -> k.fill(y, 0.1)));
    return Stream.of(unary, backward, binary, others).flatMap(s -> s);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aValueDoesNotDependOnItsPosition(Call call) {
    int count = call.name.contains("gamma") ? 70 : 1000;
    float[] a = Samples.mixed(count + 3, 1);
    float[] b = Samples.moderate(count + 3, 2);
    float[] whole = new float[count];
    call.body.run(SIMD, Samples.view(a, 3, count), Samples.view(b, 2, count), Samples.view(whole));
    for (int length : LENGTHS) {
      int n = Math.min(length, count);
      for (int start : new int[] {0, 1, 5}) {
        int from = Math.min(start, count - n);
        float[] y = new float[n + 9];
        call.body.run(
            SIMD,
            Samples.view(a, 3 + from, n),
            Samples.view(b, 2 + from, n),
            Samples.view(y, 4, n));
        float[] expected = new float[n + 9]; // nothing outside the view is touched
        System.arraycopy(whole, from, expected, 4, n);
        Samples.assertSameBits(y, expected, call.name + " of " + n + " from " + from);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void exactFunctionsEqualTheOracle(Call call) {
    if (!call.exact) {
      return; // VectorAccuracyTest has their bounds
    }
    float[] a = Samples.mixed(1000, 3);
    float[] b = Samples.mixed(1000, 4);
    float[] y = new float[1000];
    float[] expected = new float[1000];
    call.body.run(SIMD, Samples.view(a), Samples.view(b), Samples.view(y));
    call.body.run(SCALAR, Samples.view(a), Samples.view(b), Samples.view(expected));
    Samples.assertSameBits(y, expected, call.name);
  }

  @ParameterizedTest
  @EnumSource
  void comparisonsEqualTheOracle(Comparison c) {
    truths((k, v) -> k.compare(c, v[0], v[1], v[2]));
  }

  @ParameterizedTest
  @EnumSource
  void predicatesEqualTheOracle(Predicate p) {
    truths((k, v) -> k.test(p, v[0], v[2]));
  }

  private static void truths(BiConsumer<ElementwiseKernels, View[]> call) {
    float[] a = Samples.mixed(1002, 5);
    float[] b = a.clone();
    for (int i = 0; i < b.length; i += 2) {
      b[i] = a[(i + 7) % a.length];
    }
    for (int n : LENGTHS) {
      View actual = Samples.bools(n);
      View expected = Samples.bools(n);
      View one = new View(Samples.view(b).storage(), 4, new int[] {n}, new int[] {0});
      for (View right : new View[] {Samples.view(b, 1, n), one}) {
        for (boolean swap : new boolean[] {false, true}) {
          View left = Samples.view(a, 2, n);
          View x = swap ? right : left;
          View y = swap ? left : right;
          call.accept(SIMD, new View[] {x, y, actual});
          call.accept(SCALAR, new View[] {x, y, expected});
          assertThat(actual.bools()).as("length " + n).isEqualTo(expected.bools());
        }
      }
    }
  }

  @Test
  void selectEqualsTheOracle() {
    float[] a = Samples.mixed(1000, 6);
    float[] b = Samples.mixed(1000, 7);
    View condition = Samples.bools(1000);
    SCALAR.compare(Comparison.LESS, Samples.view(a), Samples.view(b), condition);
    for (int n : LENGTHS) {
      View c = new View(condition.storage(), 1000 - n, new int[] {n}, new int[] {1});
      View one = new View(Samples.view(b).storage(), 5, new int[] {n}, new int[] {0});
      for (View no : new View[] {Samples.view(b, 0, n), one}) {
        float[] y = new float[n];
        float[] expected = new float[n];
        SIMD.select(c, Samples.view(a, 0, n), no, Samples.view(y));
        SCALAR.select(c, Samples.view(a, 0, n), no, Samples.view(expected));
        Samples.assertSameBits(y, expected, "select " + n);
        SIMD.select(c, no, Samples.view(a, 0, n), Samples.view(y));
        SCALAR.select(c, no, Samples.view(a, 0, n), Samples.view(expected));
        Samples.assertSameBits(y, expected, "select " + n + ", swapped");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void theNumberOfThreadsDoesNotMatter(Call call) {
    if (call.name.contains("gamma")) {
      return; // slow, and the same loop as the other functions without a vector form
    }
    int n = 66_003;
    float[] a = Samples.mixed(n, 8);
    float[] b = Samples.moderate(n, 9);
    AnyThreads.same(() -> {
      float[] y = new float[n];
      call.body.run(SIMD, Samples.view(a), Samples.view(b), Samples.view(y));
      return y;
    });
  }
}
