package octavo.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.ConvolutionPlan.Candidate;
import octavo.tensor.ConvolutionPlan.Pass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The rungs as users call them, and the explanation of the planner's choice.
class RungTest {
  private static final Rng RNG = Rng.of(6);

  private static Tensor normal(int... shape) {
    return RandomTensors.normal(RNG, shape);
  }

  @ParameterizedTest
  @EnumSource
  void convolvesAsTheLibraryDoes(Rung rung) {
    Tensor x = normal(2, 4, 9, 11);
    Tensor w = normal(6, 2, 3, 3);
    Tensor b = normal(6);
    ConvOptions options =
        ConvOptions.DEFAULT.withGroups(2).withStride(2, 1).withPadding(1).withDilation(1, 2);
    Tensor expected = x.to(DType.FLOAT64).conv2d(w.to(DType.FLOAT64), b.to(DType.FLOAT64), options);
    Tensor found = rung.conv2d(x.tracked(), w, b, options);
    assertThat(found.isTracked()).isFalse();
    assertThat(found.to(DType.FLOAT64).allClose(expected, 1e-5, 1e-5)).isTrue();
    Tensor last =
        rung.conv2d(x.permute(0, 2, 3, 1), w, b, options.withLayout(Layout.CHANNELS_LAST));
    assertThat(last).isEqualTo(found.permute(0, 2, 3, 1));
  }

  @ParameterizedTest
  @EnumSource
  void multipliesAsTheLibraryDoes(Rung rung) {
    Tensor a = normal(17, 31);
    Tensor b = normal(31, 33);
    Tensor expected = a.to(DType.FLOAT64).matmul(b.to(DType.FLOAT64));
    assertThat(rung.gemm(a, b).to(DType.FLOAT64).allClose(expected, 1e-5, 1e-5)).isTrue();
    assertThat(rung.isAvailable()).isTrue();
  }

  @Test
  void fromTheFifthRungOnThreadsAreUsed() {
    List<String> threaded = new ArrayList<>();
    for (Rung rung : Rung.values()) {
      if (rung.usesThreads()) {
        threaded.add(rung.label());
      }
    }
    assertThat(threaded).containsExactly("parallel", "unrolled", "packed");
  }

  @Test
  void thePlanSaysWhoRefusesAndWhoIsTaken() {
    Tensor x = Tensor.zeros(1, 64, 56, 56);
    Tensor w = Tensor.zeros(64, 64, 3, 3);
    ConvOptions same = ConvOptions.DEFAULT.withPadding(1);
    ConvolutionPlan plan = ConvolutionPlan.of(x, w, same);
    assertThat(plan.outputShape()).isEqualTo(Shape.of(1, 64, 56, 56));
    assertThat(plan.multiplications()).isEqualTo(64L * 64 * 9 * 56 * 56);
    for (Pass pass : Pass.values()) {
      List<Candidate> candidates = plan.candidates(pass);
      assertThat(candidates).hasSize(ConvAlgorithm.values().length - 1);
      assertThat(candidates.getLast().algorithm()).isEqualTo(ConvAlgorithm.NAIVE);
      assertThat(candidates).filteredOn(Candidate::taken).hasSize(1);
      Candidate taken = candidates.stream().filter(Candidate::taken).findFirst().orElseThrow();
      for (Candidate candidate : candidates) {
        assertThat(candidate.refusal().isPresent()).isEqualTo(candidate.work() == 0);
        assertThat(candidate.refusal().isPresent() || candidate.work() >= taken.work()).isTrue();
      }
      assertThat(candidates.getFirst().algorithm()).isEqualTo(ConvAlgorithm.POINTWISE);
      assertThat(candidates.getFirst().refusal()).isPresent();
    }
  }

  @Test
  void aPinnedAlgorithmIsTakenUnlessItRefuses() {
    Tensor x = Tensor.zeros(1, 4, 8, 8);
    Tensor w = Tensor.zeros(4, 4, 3, 3);
    for (ConvAlgorithm pinned : new ConvAlgorithm[] {ConvAlgorithm.NAIVE, ConvAlgorithm.IM2COL}) {
      ConvolutionPlan plan = ConvolutionPlan.of(x, w, ConvOptions.DEFAULT.withAlgorithm(pinned));
      assertThat(plan.candidates(Pass.FORWARD))
          .filteredOn(Candidate::taken)
          .extracting(Candidate::algorithm)
          .containsExactly(pinned);
    }
    ConvOptions refused = ConvOptions.DEFAULT.withAlgorithm(ConvAlgorithm.POINTWISE);
    assertThat(ConvolutionPlan.of(x, w, refused).candidates(Pass.FORWARD))
        .filteredOn(Candidate::taken)
        .isEmpty();
  }
}
