package octavo.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import octavo.storage.FloatStorage;
import octavo.storage.LongStorage;
import octavo.storage.View;
import org.junit.jupiter.api.Test;

/// The comparison that other tests rely on finds the sign of a zero.
class AnyThreadsTest {
  private static float[] sums(int oddAt) {
    return new float[] {1, Parallel.threads() == oddAt ? -0f : 0f, Float.NaN};
  }

  private static View view(int oddAt) {
    return View.of(new FloatStorage(sums(oddAt)), 3);
  }

  private static void fails(AnyThreads.Work<?, RuntimeException> work, int threads) {
    assertThatThrownBy(() -> AnyThreads.same(work))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("on %d threads", threads);
  }

  @Test
  void theSameBitsPass() {
    int before = Parallel.threads();
    assertThat(AnyThreads.same(() -> List.of(sums(0), sums(0)))).hasSize(2);
    assertThat(AnyThreads.same(() -> new View[] {view(0)})).hasSize(1);
    assertThat(Parallel.threads()).isEqualTo(before);
  }

  @Test
  void otherBitsAreFoundInWhateverIsMade() {
    int before = Parallel.threads();
    fails(() -> sums(7), 7);
    fails(() -> view(2), 2);
    fails(() -> List.of(sums(0), sums(3)), 3);
    fails(() -> new View[] {view(0), view(2)}, 2);
    fails(() -> new View[] {View.of(new LongStorage(new long[] {Parallel.threads()}), 1)}, 2);
    assertThat(Parallel.threads()).isEqualTo(before);
  }

  @Test
  void workIsDoneOnSoManyThreads() {
    int before = Parallel.threads();
    int[] seen = {0};
    AnyThreads.with(5, () -> seen[0] = Parallel.threads());
    assertThat(seen[0]).isEqualTo(5);
    assertThat(Parallel.threads()).isEqualTo(before);
  }
}
