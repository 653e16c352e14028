package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import octavo.kernel.AnyThreads;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every method of convolution against the definition in double, on random geometries.
@Tag("simd")
class ConvMethodsTest {
  private static final long MOST_MULTIPLICATIONS = 400_000;
  private static final ConvPass[] PASSES = {ConvPass.FORWARD, ConvPass.INPUT, ConvPass.WEIGHT};
  private static final int[] THREADS = {1, 2, 3, 7};

  static List<String> labels() {
    return new ConvPlanner(true).labels().stream().filter(l -> !l.equals("naive")).toList();
  }

  private static View random(Random random, int n) {
    float[] values = new float[n + 5];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new View(new FloatStorage(values), 5, new int[] {n}, new int[] {1});
  }

  /// Results to be written: what was there before must not matter, what lies around must stay.
  private static View room(int n) {
    float[] values = new float[n + 9];
    java.util.Arrays.fill(values, 77);
    return new View(new FloatStorage(values), 4, new int[] {n}, new int[] {1});
  }

  /// A geometry with sizes of 1 to 40 and any options, shaped so that `label` may take it.
  private static ConvGeometry geometry(Random r, String label) {
    while (true) {
      ConvGeometry g = candidate(r, label);
      if (g.multiplications() <= MOST_MULTIPLICATIONS && g.outputs() > 0) {
        return g;
      }
    }
  }

  private static ConvGeometry candidate(Random r, String label) {
    boolean winograd = label.startsWith("winograd");
    boolean plain = winograd || label.equals("fft");
    boolean pointwise = label.equals("pointwise");
    int groups = r.nextInt(3) > 0 ? 1 : 1 + r.nextInt(winograd ? 3 : 8);
    int in = winograd ? 16 + r.nextInt(9) : 1 + r.nextInt(r.nextBoolean() ? 4 : 40);
    int out = winograd ? 16 + r.nextInt(25) : 1 + r.nextInt(r.nextBoolean() ? 4 : 40);
    if (label.equals("depthwise")) {
      groups = 2 + r.nextInt(39);
      in = 1;
      out = 1 + r.nextInt(3);
    }
    int kh = pointwise ? 1 : 1 + r.nextInt(6);
    int kw = pointwise ? 1 : 1 + r.nextInt(6);
    if (winograd) {
      kh = label.endsWith("4x4") && r.nextInt(3) == 0 ? 5 : 3;
      kw = kh;
    } else if (label.equals("fft")) {
      kh = r.nextBoolean() ? 7 + r.nextInt(12) : kh;
      kw = kh >= 7 && r.nextBoolean() ? kw : 7 + r.nextInt(12);
    }
    int dh = plain || pointwise || r.nextBoolean() ? 1 : 1 + r.nextInt(3);
    int dw = plain || pointwise || r.nextBoolean() ? 1 : 1 + r.nextInt(3);
    int sh = plain || pointwise || r.nextBoolean() ? 1 : 1 + r.nextInt(4);
    int sw = plain || pointwise || r.nextBoolean() ? 1 : 1 + r.nextInt(4);
    int most = pointwise ? 1 : plain ? Math.min(kh, kw) : 5;
    int[] pad = {r.nextInt(most), r.nextInt(most), r.nextInt(most), r.nextInt(most)};
    int least = Math.max(1, dh * (kh - 1) + 1 - pad[0] - pad[2]);
    int narrowest = Math.max(1, dw * (kw - 1) + 1 - pad[1] - pad[3]);
    int height = least >= 40 ? least : least + r.nextInt(41 - least);
    int width = narrowest >= 40 ? narrowest : narrowest + r.nextInt(41 - narrowest);
    int batch = 1 + r.nextInt(r.nextBoolean() ? 2 : 9);
    return new ConvGeometry(
        batch,
        in * groups,
        height,
        width,
        out * groups,
        kh,
        kw,
        sh,
        sw,
        pad[0],
        pad[1],
        pad[2],
        pad[3],
        dh,
        dw,
        groups);
  }

  private static ConvMethod method(String label) {
    return new ConvPlanner(true)
        .methods().stream().filter(m -> m.label().equals(label)).findFirst().orElseThrow();
  }

  private static View absolute(View v) {
    float[] values = v.floats().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.abs(values[i]);
    }
    return new View(new FloatStorage(values), v.offset(), v.sizes(), v.strides());
  }

  /// A sum of `n` products in any order is within `4·u·√n` of the sum of their absolute values, of
  /// which `most` are given (Higham and Mary, "A new approach to probabilistic rounding error
  /// analysis", 2019); methods that transform their numbers have 10⁻⁵ of the largest result.
  private static void assertClose(
      String label, ConvGeometry g, View expected, View found, View most, int n) {
    boolean transformed =
        label.startsWith("winograd") || label.equals("paired") || label.equals("fft");
    int from = expected.offset();
    double largest = 1;
    for (int i = 0; i < expected.count(); i++) {
      largest = Math.max(largest, Math.abs(expected.storage().getDouble(from + i)));
    }
    for (int i = 0; i < expected.count(); i++) {
      double e = expected.storage().getDouble(from + i);
      double f = found.storage().getDouble(from + i);
      double sum = most.storage().getDouble(from + i);
      double tolerance = transformed ? 1e-5 * largest : 4 * 0x1p-24 * Math.sqrt(n) * sum;
      if (!(Math.abs(e - f) <= tolerance)) {
        assertThat(f).as("%s of %s at %d, within %s", label, g, i, tolerance).isEqualTo(e);
      }
    }
    float[] around = found.floats();
    assertThat(new float[] {around[3], around[around.length - 5]})
        .as("what lies around the result")
        .containsOnly(77);
  }

  /// What one pass reads, and what it does with it.
  private interface Pass {
    void compute(ConvKernels kernels, UnaryOperator<View> operands, View to);
  }

  /// All passes of `g` by `method` against the definition, and the same bits on `threads` threads.
  static void check(ConvMethod method, ConvGeometry g, Random r, int threads) {
    View x = random(r, g.inputs());
    View w = random(r, g.outChannels() * g.filter());
    @Nullable View bias = r.nextBoolean() ? random(r, g.outChannels()) : null;
    View dy = random(r, g.outputs());
    Pass[] passes = {
      (k, of, to) ->
          k.forward(g, of.apply(x), of.apply(w), bias == null ? null : of.apply(bias), to),
      (k, of, to) -> k.inputGradient(g, of.apply(dy), of.apply(w), to),
      (k, of, to) -> k.weightGradient(g, of.apply(x), of.apply(dy), to)
    };
    int[] sizes = {g.outputs(), g.inputs(), g.outChannels() * g.filter()};
    int taps = g.kernelHeight() * g.kernelWidth();
    int[] terms = {g.filter() + 1, g.groupOut() * taps, g.outputs() / g.outChannels()};
    for (int i = 0; i < passes.length; i++) {
      if (method.reasonToRefuse(PASSES[i], g) == null) {
        View expected = room(sizes[i]);
        passes[i].compute(new ScalarConv(), v -> v, expected);
        View most = room(sizes[i]);
        passes[i].compute(new ScalarConv(), ConvMethodsTest::absolute, most);
        Pass pass = passes[i];
        View found = room(sizes[i]);
        AnyThreads.with(1, () -> pass.compute(method, v -> v, found));
        assertClose(method.label(), g, expected, found, most, terms[i]);
        View again = room(sizes[i]);
        AnyThreads.with(threads, () -> pass.compute(method, v -> v, again));
        assertThat(again.floats())
            .as("%s of %s with %d threads", method.label(), g, threads)
            .isEqualTo(found.floats());
      }
    }
  }

  private static void rounds(String label, int rounds, int seed) {
    Random r = new Random(seed);
    ConvMethod method = method(label);
    Predicate<ConvGeometry> takes = g -> method.reasonToRefuse(ConvPass.FORWARD, g) == null;
    for (int round = 0; round < rounds; ) {
      ConvGeometry g = geometry(r, label);
      if (takes.test(g)) {
        check(method, g, r, THREADS[round % THREADS.length]);
        round++;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("labels")
  void equalsTheDefinition(String label) {
    rounds(label, 100, 1);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("labels")
  void equalsTheDefinitionOnManyGeometries(String label) {
    rounds(label, 2000, 2);
  }

  @Test
  void aPinnedMethodThatRefusesSaysWhy() {
    ConvGeometry g = new ConvGeometry(1, 8, 9, 9, 8, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1);
    ConvChoice pinned = new ConvChoice("winograd-4x4", false, false);
    Random r = new Random(3);
    View x = random(r, g.inputs());
    View w = random(r, g.outChannels() * g.filter());
    assertThatThrownBy(
            () -> new ConvPlanner(true).forward(g, pinned, x, w, null, room(g.outputs())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "convolution: the algorithm must compute this output, but winograd-4x4 says: the stride"
                + " must be 1. Use the algorithm auto, or see what each says with octavo bench conv2d --why.");
  }
}
