package octavo.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import octavo.format.Safetensors;
import octavo.format.StoredArray;
import octavo.kernel.AnyThreads;
import octavo.nn.Parameter;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// All optimizers of [OptimizerCases]: they teach a small network, their state goes round through a file,
/// they resume to the same bits, give the same bits on any number of threads, and float32 follows
/// float64. [OptimizerConvergenceTest] has the landscapes.
class OptimizerBatteryTest {
  private static final double NETWORK_TARGET = 0.1;

  static List<OptimizerCases.Case> cases() {
    return OptimizerCases.all();
  }

  @Test
  void everyFactoryIsOnTheList() {
    Set<String> factories = new TreeSet<>();
    for (Method method : Optimizers.class.getDeclaredMethods()) {
      if (isFactory(method)) {
        factories.add(method.getName());
      }
    }
    for (Method method : ArticleOptimizers.class.getDeclaredMethods()) {
      if (isFactory(method)) {
        factories.add("article " + method.getName());
      }
    }
    Set<String> listed = new TreeSet<>();
    for (OptimizerCases.Case one : cases()) {
      String[] words = one.name().split(" ", -1);
      listed.add(words[0].equals("article") ? "article " + words[1] : words[0]);
    }
    assertThat(listed).isEqualTo(factories);
  }

  private static boolean isFactory(Method method) {
    return Modifier.isPublic(method.getModifiers())
        && method.getReturnType() == Optimizers.Builder.class;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void teachesASmallNetwork(OptimizerCases.Case one) {
    assertThat(Trial.network(one, one.network())).isLessThan(NETWORK_TARGET);
  }

  /// Twelve steps, saved after five to a file and gone on with in another optimizer.
  @ParameterizedTest
  @MethodSource("cases")
  void resumesToTheSameBits(OptimizerCases.Case one, @TempDir Path folder) throws Exception {
    Trial.Net net = Trial.Net.create();
    Optimizer first = Trial.over(one, net.parameters(), 0.01);
    for (int i = 0; i < 5; i++) {
      Trial.step(one, net, first, i);
    }
    Map<String, StoredArray> arrays = new LinkedHashMap<>();
    Map<String, Tensor> saved = first.state();
    saved.forEach((name, t) -> arrays.put(name, StoredArray.of(t.view())));
    Path file = folder.resolve("optimizer.safetensors");
    Safetensors.write(file, new Safetensors.Content(arrays, Map.of()));

    Trial.Net other = Trial.Net.create();
    Map<String, Parameter> parameters = other.parameters();
    net.parameters()
        .forEach((name, p) -> Objects.requireNonNull(parameters.get(name)).set(p.tensor()));
    Optimizer second = Trial.over(one, parameters, 0.01);
    Map<String, Tensor> read = new LinkedHashMap<>();
    Safetensors.read(file)
        .arrays()
        .forEach(
            (name, array) -> read.put(name, Tensor.over(Shape.of(array.shape()), array.storage())));
    second.load(read);
    assertThat(second.state()).isEqualTo(saved);
    for (int i = 5; i < 12; i++) {
      Trial.step(one, net, first, i);
      Trial.step(one, other, second, i);
    }
    assertThat(second.state()).isEqualTo(first.state());
    other
        .parameters()
        .forEach((name, p) ->
            assertThat(p.tensor())
                .as(name)
                .isEqualTo(Objects.requireNonNull(net.parameters().get(name)).tensor()));
  }

  /// Three steps of a matrix and a vector of sizes that blocks do not divide.
  private static List<Tensor> threeSteps(OptimizerCases.Case one, DType dtype) {
    // products and eigenvectors take long; and the latter must be determined by the first gradient
    boolean small = one.name().matches("soap|shampoo|muon");
    int[] size = small ? new int[] {40, 40} : new int[] {300, 113};
    Rng rng = Rng.of(8);
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    parameters.put("m", Parameter.of(RandomTensors.normal(rng, size).to(dtype)));
    parameters.put("v", Parameter.of(RandomTensors.normal(rng, 1027).to(dtype)));
    Optimizer optimizer = Trial.over(one, parameters, 0.01);
    List<Tensor> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Map<Parameter, Tensor> gradients = new LinkedHashMap<>();
      for (Parameter p : parameters.values()) {
        int[] shape = p.tensor().shape().toArray();
        gradients.put(p, RandomTensors.normal(rng, shape).to(dtype));
      }
      optimizer.step(gradients);
    }
    parameters.values().forEach(p -> all.add(p.tensor()));
    all.addAll(optimizer.state().values());
    return all;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sameBitsOnAnyNumberOfThreads(OptimizerCases.Case one) {
    AnyThreads.same(() -> threeSteps(one, DType.FLOAT32));
  }

  /// Float64 runs in the oracle: so this holds the chains on vectors against the scalar ones. Roundings of
  /// numbers of size 1, some fifty of them; where a difference of gradients is divided by a root of
  /// its own size it may be lost altogether, so the root mean square counts.
  @ParameterizedTest
  @MethodSource("cases")
  void floatFollowsDouble(OptimizerCases.Case one) {
    List<Tensor> expected = threeSteps(one, DType.FLOAT64);
    List<Tensor> found = threeSteps(one, DType.FLOAT32);
    for (int i = 0; i < 2; i++) {
      Tensor apart = found.get(i).to(DType.FLOAT64).subtract(expected.get(i));
      double error = Math.sqrt(apart.square().mean().item());
      assertThat(error).isLessThan(2e-5);
    }
  }
}
