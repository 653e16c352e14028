package octavo.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import octavo.autograd.Derivatives;
import octavo.kernel.elementwise.UnaryFunction;
import octavo.op.Elementwise;
import octavo.random.Rng;
import octavo.storage.DType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The fixtures and properties of the chapter on activation functions.
class ActivationsTest {
  private static Map<String, UnaryOperator<Tensor>> functions() {
    Map<String, UnaryOperator<Tensor>> functions = new LinkedHashMap<>();
    functions.put("gelu", Tensor::gelu);
    functions.put("geluTanh", Tensor::geluTanh);
    functions.put("geluSigmoid", Tensor::geluSigmoid);
    functions.put("silu", Tensor::silu);
    functions.put("mish", Tensor::mish);
    functions.put("selu", Tensor::selu);
    functions.put("softplus", Tensor::softplus);
    functions.put("logSigmoid", Tensor::logSigmoid);
    functions.put("softsign", Tensor::softsign);
    functions.put("hardSigmoid", Tensor::hardSigmoid);
    functions.put("hardSwish", Tensor::hardSwish);
    functions.put("tanhShrink", Tensor::tanhShrink);
    functions.put("leakyRelu", x -> x.leakyRelu(0.01));
    functions.put("elu", x -> x.elu(1));
    functions.put("celu", x -> x.celu(0.5));
    functions.put("softplus2", x -> x.softplus(2));
    functions.put("softplusThreshold", x -> x.softplus(1, 20));
    functions.put("swish2", x -> x.swish(2));
    functions.put("swish0", x -> x.swish(0));
    functions.put("hardTanh", x -> x.hardTanh(-1, 1));
    functions.put("threshold", x -> x.threshold(0.5, -2));
    functions.put("step", x -> x.step(0.5));
    functions.put("hardShrink", x -> x.hardShrink(0.5));
    functions.put("softShrink", x -> x.softShrink(0.5));
    functions.put("rrelu", x -> x.rrelu(0.125, 0.375));
    functions.put("prelu", x -> x.prelu(Tensor.scalar(0.25)));
    functions.put("swishLearned", x -> x.swish(Tensor.scalar(2)));
    return functions;
  }

  private static Tensor apply(String name, Tensor x) {
    UnaryOperator<Tensor> f = functions().get(name);
    if (f == null) {
      throw new IllegalArgumentException(name);
    }
    return f.apply(x);
  }

  private static Tensor line(double from, double to, int count) {
    double[] x = new double[count];
    for (int i = 0; i < count; i++) {
      x[i] = from + (to - from) * i / (count - 1);
    }
    return Tensors.of(x, count);
  }

  @ParameterizedTest
  @CsvSource({
    "gelu, -.158655, .841345",
    "geluTanh, -.158808, .841192",
    "silu, -.268941, .731059",
    "mish, -.303401, .865098",
    "selu, -1.111331, 1.050701",
    "softplus, .313262, 1.313262",
    "softsign, -.5, .5",
    "hardSigmoid, .333333, .666667",
    "hardSwish, -.333333, .666667",
    "tanhShrink, -.238406, .238406",
    "leakyRelu, -.01, 1",
    "elu, -.632121, 1",
    "celu, -.432332, 1",
    "softplus2, .063464, 1.063464",
    "swish2, -.119203, .880797",
    "swish0, -.5, .5",
    "hardTanh, -1, 1",
    "threshold, -2, 1",
    "step, 0, 1",
    "hardShrink, -1, 1",
    "softShrink, -.5, .5",
    "rrelu, -.25, 1",
    "prelu, -.25, 1"
  })
  void valuesAtMinusOneAndOne(String name, double below, double above) {
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      Tensor y = apply(name, Tensor.of(-1, 1).to(dtype));
      assertThat(y.get(0)).isCloseTo(below, within(6e-7)); // six digits are given
      assertThat(y.get(1)).isCloseTo(above, within(6e-7));
    }
  }

  @ParameterizedTest
  @CsvSource({"silu, -1.27846, -.278465", "gelu, -.7518, -.169971", "mish, -1.1924, -.308843"})
  void minimaAreWhereTheyShouldBe(String name, double place, double value) {
    Tensor x = line(-3, 0, 300_001);
    Tensor y = apply(name, x);
    assertThat(y.min().item()).isCloseTo(value, within(6e-7));
    assertThat(x.get((int) y.argMin(0).item())).isCloseTo(place, within(6e-5));
  }

  @Test
  void approximationsOfGeluAreOffByTheKnownAmount() {
    Tensor x = line(-6, 6, 120_001);
    Tensor tanh = x.gelu().subtract(x.geluTanh()).abs();
    assertThat(tanh.max().item()).isCloseTo(4.73e-4, within(5e-7));
    assertThat(Math.abs(x.get((int) tanh.argMax(0).item()))).isCloseTo(2.70, within(0.01));
    Tensor sigmoid = x.gelu().subtract(x.geluSigmoid()).abs();
    assertThat(sigmoid.max().item()).isCloseTo(0.0203, within(5e-5));
  }

  @Test
  void symmetries() {
    Tensor x = line(-8, 8, 1601);
    Tensor minus = x.negate();
    assertThat(x.sigmoid().add(minus.sigmoid()).allClose(x.onesLike(), 0, 1e-15)).isTrue();
    assertThat(x.gelu().subtract(minus.gelu()).allClose(x, 0, 4e-15)).isTrue();
    assertThat(x.silu().subtract(minus.silu()).allClose(x, 0, 4e-15)).isTrue();
    assertThat(x.swish(-1.5).add(minus.swish(1.5)).allClose(x.zerosLike(), 0, 0)).isTrue();
    assertThat(x.softsign()).isEqualTo(minus.softsign().negate());
    assertThat(x.tanhShrink()).isEqualTo(minus.tanhShrink().negate());
  }

  @Test
  void limitsOfSwishAndOthers() {
    Tensor x = line(-4, 4, 801);
    assertThat(x.swish(0)).isEqualTo(x.divide(2));
    assertThat(x.swish(1).allClose(x.silu(), 0, 1e-15)).isTrue();
    // |x·σ(βx) - max(0, x)| ≤ max t·σ(-t)/β < 0.2785/β
    assertThat(x.swish(1e6).allClose(x.relu(), 0, 0.2785e-6)).isTrue();
    assertThat(x.swish(1e-9).allClose(x.divide(2), 0, 4.01e-9)).isTrue();
    assertThat(x.softplus(1e6).allClose(x.relu(), 0, 0.69315e-6)).isTrue();
    assertThat(x.prelu(Tensor.scalar(0))).isEqualTo(x.relu());
    assertThat(x.leakyRelu(0)).isEqualTo(x.relu());
    assertThat(x.celu(1)).isEqualTo(x.elu(1));
    assertThat(x.softplus(1).allClose(x.softplus(), 0, 1e-15)).isTrue();
    assertThat(x.rrelu(0.25, 0.25, Rng.of(3))).isEqualTo(x.leakyRelu(0.25));
    assertThat(x.to(DType.INT64).squaredRelu().dtype()).isEqualTo(DType.INT64);
    assertThat(x.to(DType.INT64).elu(1).dtype()).isEqualTo(DType.FLOAT32);
  }

  @Test
  void nothingIsNotANumberFarOut() {
    functions()
        .forEach((name, f) -> {
          for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            Tensor x = Tensor.of(-1e4f, -1e3f, -100, 0, 100, 1e3f, 1e4f).to(dtype).tracked();
            Tensor y = f.apply(x);
            assertThat(y.isFinite().all().item()).as(name).isEqualTo(1);
            Tensor dx = y.sum().gradients().find(x);
            if (dx != null) {
              assertThat(dx.isFinite().all().item()).as(name).isEqualTo(1);
            }
            float[] odd = {Float.NaN};
            assertThat(f.apply(Tensor.of(odd).to(dtype)).item()).as(name).isNaN();
          }
        });
  }

  @Test
  void valuesAtTheInfinities() {
    Tensor x = Tensor.of(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      Tensor ends = x.to(dtype);
      for (String name : new String[] {"mish", "geluSigmoid", "hardSwish", "swish2", "softplus2"}) {
        assertThat(apply(name, ends).toDoubleArray())
            .as(name)
            .satisfies(
                y -> assertThat(y[0]).isZero(),
                y -> assertThat(y[1]).isEqualTo(Double.POSITIVE_INFINITY));
      }
      assertThat(ends.softsign().toDoubleArray()).containsExactly(-1, 1);
      assertThat(ends.hardSigmoid().toDoubleArray()).containsExactly(0, 1);
      assertThat(ends.elu(2).toDoubleArray()).containsExactly(-2, Double.POSITIVE_INFINITY);
      assertThat(ends.swish(0).toDoubleArray())
          .containsExactly(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
  }

  /// The rule that higher orders are made of, at the places where a careless one says `∞·0`.
  @Test
  void theRecordedDerivativeIsTheKernels() {
    Map<String, UnaryOperator<Tensor>> functions = functions();
    for (UnaryFunction f : UnaryFunction.values()) {
      functions.put(f.name(), x -> Elementwise.of(f, x));
    }
    // products of the input, and of random numbers
    functions.keySet().removeAll(List.of("swishLearned", "rrelu", "prelu", "PENTAGAMMA"));
    float[] places = {
      Float.NEGATIVE_INFINITY,
      -1e4f,
      -100,
      -3,
      -1,
      -0f,
      0,
      0.5f,
      1,
      3,
      100,
      1e4f,
      Float.NaN,
      Float.POSITIVE_INFINITY
    };
    functions.forEach((name, f) -> {
      for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
        Tensor x = Tensor.of(places).to(dtype).tracked();
        Tensor y = f.apply(x);
        Tensor one = x.stopGradient().onesLike();
        Tensor fused = Derivatives.gradientsOrNull(y, one, false, x)[0];
        Tensor rule = Derivatives.gradientsOrNull(y, one, true, x)[0];
        if (fused == null || rule == null) {
          assertThat(fused).as(name).isEqualTo(rule);
          continue;
        }
        double[] expected = fused.toDoubleArray();
        double[] found = rule.stopGradient().toDoubleArray();
        for (int i = 0; i < places.length; i++) {
          if (Double.isFinite(expected[i])) {
            assertThat(found[i])
                .as("%s at %s", name, places[i])
                .isCloseTo(expected[i], within(1e-5 * (1 + Math.abs(expected[i]))));
          }
        }
      }
    });
    for (UnaryOperator<Tensor> f :
        List.<UnaryOperator<Tensor>>of(Tensor::silu, Tensor::mish, Tensor::gelu, x -> x.swish(2))) {
      Tensor x = Tensor.of(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY).tracked();
      Tensor y = f.apply(x);
      Tensor dx = Derivatives.gradients(y, x.stopGradient().onesLike(), true, x)[0];
      assertThat(dx.stopGradient().add(0)).isEqualTo(Tensor.of(0, 1));
      assertThat(dx.sum().gradients().of(x).add(0)).isEqualTo(Tensor.zeros(2));
    }
  }

  @Test
  void aStepPassesTheGradientThatIsAskedFor() {
    Tensor x = Tensors.of(new double[] {-1.5, -0.5, 0.25, 1, 2.5}, 5).tracked();
    Tensor dy = Tensors.of(new double[] {1, 2, 3, 4, 5}, 5);
    Tensor step = x.step(0.25, StepGradient.IDENTITY);
    assertThat(step.stopGradient().toDoubleArray()).containsExactly(0, 0, 0, 1, 1);
    assertThat(step.multiply(dy).sum().gradients().of(x)).isEqualTo(dy);
    Tensor clipped = x.step(0.25, StepGradient.CLIPPED).multiply(dy).sum();
    assertThat(clipped.gradients().of(x).toDoubleArray()).containsExactly(0, 2, 3, 4, 0);
    Tensor sign = x.sign(StepGradient.CLIPPED).multiply(dy).sum();
    assertThat(sign.gradients().of(x).toDoubleArray()).containsExactly(0, 2, 3, 4, 0);
    assertThat(x.sign(StepGradient.ZERO)).isEqualTo(x.sign());
    assertThat(x.step(0).sum().add(x.sum()).gradients().of(x)).isEqualTo(dy.onesLike());
  }

  @Test
  void randomSlopesAreUniformAndReplayed() {
    Tensor x = Tensor.ones(40_000).negate();
    Tensor y = x.rrelu(0.1, 0.4, Rng.of(8)).negate();
    assertThat(y.min().item()).isBetween(0.1, 0.1001);
    assertThat(y.max().item()).isBetween(0.3999, 0.4);
    // five deviations of a mean of uniform numbers
    double deviation = 0.3 / Math.sqrt(12 * 40_000.0);
    assertThat(y.mean().item()).isCloseTo(0.25, within(5 * deviation));
    assertThat(x.rrelu(0.1, 0.4, Rng.of(8)).negate()).isEqualTo(y);
    Rng rng = Rng.of(9);
    assertThatThrownBy(() -> x.rrelu(1, 0, rng)).isInstanceOf(IllegalArgumentException.class);
    assertThat(x.rrelu(0, 1, rng)).isEqualTo(x.rrelu(0, 1, Rng.of(9)));
  }

  @Test
  void theLargestPieceWins() {
    Tensor x = Tensor.of(new float[] {1, 5, 2, 4, 3, 0, 7, 7}, 2, 4).tracked();
    Tensor y = x.maxout(2, 1);
    assertThat(y.stopGradient()).isEqualTo(Tensor.of(new float[] {5, 4, 3, 7}, 2, 2));
    assertThat(y.sum().gradients().of(x))
        .isEqualTo(Tensor.of(new float[] {0, 1, 0, 1, 1, 0, 0.5f, 0.5f}, 2, 4));
    assertThat(x.maxout(2, 0).stopGradient()).isEqualTo(Tensor.of(new float[] {3, 5, 7, 7}, 1, 4));
  }

  @Test
  void halvesAreGated() {
    Tensor x = RandomTensors.normal(DType.FLOAT64, Rng.of(4), 0, 1, 3, 6);
    Tensor a = x.narrow(1, 0, 3);
    Tensor b = x.narrow(1, 3, 3);
    assertThat(x.glu(-1)).isEqualTo(a.multiply(b.sigmoid()));
    assertThat(x.glu(1, GluKind.BILINEAR)).isEqualTo(a.multiply(b));
    assertThat(x.glu(1, GluKind.REGLU)).isEqualTo(a.multiply(b.relu()));
    assertThat(x.glu(1, GluKind.GEGLU)).isEqualTo(a.multiply(b.gelu()));
    assertThat(x.glu(1, GluKind.SWIGLU)).isEqualTo(a.multiply(b.silu()));
  }
}
