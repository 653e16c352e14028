package octavo.cli.chapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CacheModelTest {
  private static final int LINE = 16; // numbers

  @Test
  void aLineIsFetchedOnceForItsSixteenNumbers() {
    CacheModel cache = CacheModel.of(1024, 2);
    for (int i = 0; i < 32; i++) {
      cache.touch(i);
    }
    assertThat(cache.fetched()).isEqualTo(2);
    cache.touch(8, 16); // lies across both
    assertThat(cache.fetched()).isEqualTo(2);
    cache.touch(24, 16); // and across the second and a third
    assertThat(cache.fetched()).isEqualTo(3);
  }

  @Test
  void theLineThatWasNotUsedForLongestMakesRoom() {
    CacheModel cache = CacheModel.of(1024, 2); // 8 sets
    long apart = 8L * LINE; // the same set
    cache.touch(0);
    cache.touch(apart);
    cache.touch(0);
    cache.touch(2 * apart); // in place of the second
    cache.touch(0);
    assertThat(cache.fetched()).isEqualTo(3);
    cache.touch(apart);
    assertThat(cache.fetched()).isEqualTo(4);
  }

  @Test
  void whatTheNearerCacheHoldsIsNotAskedOfTheOneBehind() {
    CacheModel second = CacheModel.of(4096, 4);
    CacheModel nearest = second.withNearer(128, 1); // 2 lines
    for (int round = 0; round < 2; round++) {
      for (int line = 0; line < 4; line++) {
        nearest.touch((long) line * LINE);
        nearest.touch((long) line * LINE + 1);
      }
    }
    assertThat(nearest.fetched()).isEqualTo(8);
    assertThat(second.fetched()).isEqualTo(4);
  }

  private static ProductTraces.Fetched rate(Map<String, ProductTraces.Fetched> all, String rung) {
    return Objects.requireNonNull(all.get(rung));
  }

  /// A product that fits into the nearest cache: each number is fetched once, A and B with C.
  @Test
  void aSmallProductFetchesWhatThereIs() {
    int n = 32;
    double lines = 3.0 * n * n / LINE;
    Map<String, ProductTraces.Fetched> rates = ProductTraces.fetched(n);
    // a later row fetches its own line of A and of C
    double row = 2.0 * n / LINE;
    assertThat(rate(rates, "naive").nearest()).isEqualTo(1e3 * row / (n * n));
    assertThat(rate(rates, "reordered").nearest()).isEqualTo(1e3 * row / (n * n));
    // packed: A, B and C and their packed copies
    double packed = lines + 2.0 * n * n / LINE;
    assertThat(rate(rates, "packed").second()).isEqualTo(1e3 * packed / (n * n * n));
  }

  /// Rows of 4096 bytes fall into the same sets: what the naive rung reads down a column is gone before it
  /// is used again, and the unrolled one has the same trouble with its rows of B.
  @Test
  void powersOfTwoCollide() {
    Map<String, ProductTraces.Fetched> even = ProductTraces.fetched(1024);
    Map<String, ProductTraces.Fetched> odd = ProductTraces.fetched(992);
    assertThat(rate(even, "naive").second()).isGreaterThan(10 * rate(odd, "naive").second());
    assertThat(rate(even, "unrolled").second()).isGreaterThan(4 * rate(odd, "unrolled").second());
    assertThat(rate(even, "packed").second()).isLessThan(1.1 * rate(odd, "packed").second());
  }
}
