package octavo.kernel.conv;

import static octavo.kernel.Arrays32.assertClose;
import static octavo.kernel.Arrays32.normal;
import static octavo.kernel.Arrays32.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import octavo.kernel.AnyThreads;
import octavo.kernel.Kernels;
import octavo.storage.DoubleStorage;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("simd")
class EpilogueTest {
  private static final double NO_LOW = Double.NEGATIVE_INFINITY;
  private static final double NO_HIGH = Double.POSITIVE_INFINITY;
  private static final List<Epilogue> ALL =
      List.of(
          Epilogue.NONE,
          Epilogue.NONE.then(0, NO_HIGH),
          Epilogue.NONE.then(0, 6),
          Epilogue.NONE.then(NO_LOW, 0.25),
          Epilogue.NONE.withResidual(),
          Epilogue.NONE.withResidual().then(0, NO_HIGH),
          Epilogue.NONE.withResidual().then(-0.5, 0.5));

  private static View copy(View v) {
    return new View(
        v.storage().copyOfRange(0, v.storage().length()), v.offset(), v.sizes(), v.strides());
  }

  private static @Nullable View residual(Epilogue e, Random random, int n) {
    return e.residual() ? normal(random, n) : null;
  }

  @Test
  void vectorsEqualTheDefinition() {
    Random random = new Random(5);
    for (Epilogue e : ALL) {
      for (int n : new int[] {0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 67, 1000, 100_003}) {
        View y = normal(random, n);
        if (n > 4) {
          y.floats()[y.offset() + 1] = Float.NaN;
          y.floats()[y.offset() + n - 1] = Float.NaN;
          y.floats()[y.offset() + 2] = Float.NEGATIVE_INFINITY;
        }
        View expected = copy(y);
        View added = residual(e, random, n);
        e.define(added, expected, 0, n);
        e.apply(added, y);
        // the sum of two floats is rounded once in both
        assertClose(e + " of " + n, expected.floats(), y.floats(), 0);
      }
    }
  }

  @Test
  void threadsChangeNothing() {
    Epilogue e = Epilogue.NONE.withResidual().then(0, 1);
    View y = normal(new Random(6), 200_000);
    View added = normal(new Random(7), 200_000);
    AnyThreads.same(() -> {
      View z = copy(y);
      e.apply(added, z);
      return z;
    });
  }

  @Test
  void doublesFollowTheDefinition() {
    View y = View.of(new DoubleStorage(new double[] {-1, 0.5, 7}), 3);
    View added = View.of(new DoubleStorage(new double[] {0.5, 0.25, 1}), 3);
    new Epilogue(/* residual= */ true, 0, 6).apply(added, y);
    assertThat(y.doubles()).containsExactly(0, 0.75, 6);
  }

  @Test
  void boundsFollowOneAnother() {
    assertThat(Epilogue.NONE.then(0, NO_HIGH).then(NO_LOW, 6)).isEqualTo(new Epilogue(false, 0, 6));
    assertThat(Epilogue.NONE.then(0, 1).then(2, 3)).isEqualTo(new Epilogue(false, 2, 2));
    assertThat(Epilogue.NONE.then(4, 5).then(0, 3)).isEqualTo(new Epilogue(false, 3, 3));
    assertThat(Epilogue.NONE.bounds()).isFalse();
    assertThatThrownBy(() -> new Epilogue(false, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("epilogue: low must not exceed high, but low is 1.0 and high is 0.0.");
  }

  @Test
  void aPreparedConvolutionIsOneWithItsEpilogue() {
    Random random = new Random(8);
    ConvGeometry[] geometries = {
      new ConvGeometry(2, 16, 14, 14, 24, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
      new ConvGeometry(1, 20, 13, 9, 32, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1),
      new ConvGeometry(3, 12, 11, 11, 12, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 12),
      new ConvGeometry(2, 3, 17, 15, 8, 7, 7, 2, 2, 3, 3, 3, 3, 1, 1, 1)
    };
    for (ConvGeometry g : geometries) {
      View x = normal(random, g.inputs());
      View w = normal(random, g.outChannels() * g.filter());
      View bias = normal(random, g.outChannels());
      for (Epilogue e : ALL) {
        View added = residual(e, random, g.outputs());
        View expected = zeros(g.outputs());
        Kernels.CONV.forward(g, x, w, bias, expected);
        e.define(added, expected, 0, g.outputs());
        View y = zeros(g.outputs());
        PreparedConv prepared = PreparedConv.of(g, ConvChoice.AUTO, w, bias, e);
        for (int call = 0; call < 2; call++) { // the second uses what the first left
          java.util.Arrays.fill(y.floats(), Float.NaN);
          prepared.run(x, added, y);
          double tolerance = 2 * Math.ulp(1f) * Math.sqrt(g.filter()) * g.filter();
          assertClose(e + " of " + g, expected.floats(), y.floats(), tolerance);
        }
      }
    }
  }
}
