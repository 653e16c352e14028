package octavo.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import octavo.nn.Parameter;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The chains that are one loop give the bits of their transforms one after the other.
class FusedChainTest {
  /// Changes nothing, but makes a chain uncommon.
  private record Nothing() implements ElementwiseTransform {
    @Override
    public Loop begin(Step step) {
      return b -> {};
    }
  }

  static Stream<Optimizers.Builder> builders() {
    Optimizers.Builder sgd = Optimizers.sgd(0.1);
    Adam other = Adam.defaults().withEpsilon(1e-3, EpsilonPlacement.OUTSIDE_UNCORRECTED_ROOT);
    return Stream.of(
        sgd,
        sgd.withClipByNorm(0.3).withWeightDecay(0.1),
        sgd.withMomentum(0.9),
        sgd.withNesterov(0.9).withWeightDecay(0.1).maximizing(),
        sgd.withMomentum(Momentum.of(0.9).withDampening(0.2)).withClipByNorm(0.1),
        sgd.withMomentum(0.9).withWeightDecay(0.1, DecayForm.DECOUPLED),
        Optimizers.adam(0.01),
        Optimizers.adam(0.01, other).withWeightDecay(0.1).withClipByNorm(0.1).maximizing(),
        Optimizers.adamW(0.01));
  }

  private static List<Tensor> steps(Optimizers.Builder builder, boolean fused, DType dtype) {
    Rng rng = Rng.of(4);
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    parameters.put("p", Parameter.of(RandomTensors.normal(rng, 40_003).to(dtype)));
    parameters.put("q", Parameter.of(RandomTensors.normal(rng, 3, 5).to(dtype)));
    List<Transform> chain = new ArrayList<>(builder.chain());
    assertThat(FusedChain.of(chain)).isNotNull();
    if (!fused) {
      chain.add(new Nothing());
      assertThat(FusedChain.of(chain)).isNull();
    }
    Optimizer optimizer = Optimizer.of(new Optimizer.Group(parameters, builder.schedule(), chain));
    for (int i = 0; i < 3; i++) {
      Map<Parameter, Tensor> gradients = new LinkedHashMap<>();
      for (Parameter p : parameters.values()) {
        // views with an offset and strides are what gradients may be
        int[] shape = p.tensor().shape().with(0, 2).toArray();
        Tensor all = RandomTensors.normal(rng, shape).to(dtype);
        gradients.put(p, all.narrow(0, 1, 1).squeeze(0));
      }
      optimizer.step(gradients);
    }
    List<Tensor> all = new ArrayList<>(optimizer.state().values());
    parameters.values().forEach(p -> all.add(p.tensor()));
    return all;
  }

  @ParameterizedTest
  @MethodSource("builders")
  void isItsChain(Optimizers.Builder builder) {
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64, DType.BFLOAT16}) {
      List<Tensor> fused = steps(builder, true, dtype);
      List<Tensor> chain = steps(builder, false, dtype);
      if (dtype == DType.BFLOAT16) { // the chain rounds to bfloat16 after each link
        continue;
      }
      assertThat(fused).isEqualTo(chain);
    }
  }

  @Test
  void otherChainsAreNotFused() {
    Adam inside = Adam.defaults().withEpsilon(1e-8, EpsilonPlacement.INSIDE_ROOT);
    for (Optimizers.Builder builder :
        List.of(
            Optimizers.adam(1, Adam.defaults().withAmsgrad(true)),
            Optimizers.adam(1, inside),
            Optimizers.sgd(1).withClipByValue(1),
            Optimizers.lion(1),
            Optimizers.lamb(1))) {
      assertThat(FusedChain.of(builder.chain())).isNull();
    }
    List<Transform> turned = List.of(Momentum.of(0.9), new ClipByNorm(1));
    assertThat(FusedChain.of(turned)).isNull();
  }
}
