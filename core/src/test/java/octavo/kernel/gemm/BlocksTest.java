package octavo.kernel.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.kernel.Caches;
import org.junit.jupiter.api.Test;

/// The formula of the block sizes, by hand and at its ends.
class BlocksTest {
  private static Caches second(long l2) {
    return new Caches(32 << 10, l2, 32 << 20, /* assumed= */ false);
  }

  @Test
  void byTheFormula() {
    // 128 KB / (4·32), 256 KB / (4·1024), 128 KB / (4·64)
    assertThat(Blocks.of(8, 32, second(1 << 20))).isEqualTo(new Blocks(8, 32, 64, 512, 1024));
    assertThat(Blocks.of(8, 32, second(512 << 10))).isEqualTo(new Blocks(8, 32, 64, 256, 512));
    // a panel of 16 columns would be 2048 long, but 1024 is enough
    assertThat(Blocks.of(4, 16, second(1 << 20))).isEqualTo(new Blocks(4, 16, 64, 512, 1024));
    assertThat(Blocks.of(4, 16, second(256 << 10))).isEqualTo(new Blocks(4, 16, 32, 256, 512));
    assertThat(Blocks.of(4, 8, second(256 << 10))).isEqualTo(new Blocks(4, 8, 16, 512, 1024));
  }

  @Test
  void blocksOfFewRowsPackHalfACacheOrReadLongRuns() {
    assertThat(Blocks.low(8, 32, second(1 << 20))).isEqualTo(new Blocks(8, 32, 64, 256, 512));
    assertThat(Blocks.low(8, 32, second(1 << 20)).wide())
        .isEqualTo(new Blocks(8, 32, 64, 1024, 64));
  }

  @Test
  void blocksOfManyRowsAreWiderMoreSoWithoutABuffer() {
    Blocks blocks = Blocks.of(8, 32, second(1 << 20));
    assertThat(blocks.wider(1025, /* begin= */ false)).isEqualTo(new Blocks(8, 32, 64, 1024, 1024));
    assertThat(blocks.wider(1024, /* begin= */ true)).isEqualTo(new Blocks(8, 32, 64, 1024, 1024));
    assertThat(blocks.wider(1024, /* begin= */ false)).isEqualTo(new Blocks(8, 32, 64, 2048, 1024));
    // half a step: the same room for twice as many rows
    assertThat(blocks.wider(577, /* begin= */ false)).isEqualTo(new Blocks(8, 32, 64, 2048, 1024));
    assertThat(blocks.wider(576, /* begin= */ false)).isEqualTo(new Blocks(8, 32, 128, 1024, 512));
    assertThat(blocks.wider(576, /* begin= */ true)).isEqualTo(new Blocks(8, 32, 128, 512, 512));
    assertThat(blocks.widest()).isEqualTo(2048);
  }

  @Test
  void stepsAreEqualAndAnEighthLongerRatherThanOneMore() {
    Blocks blocks = Blocks.of(8, 32, second(1 << 20));
    assertThat(blocks.step(1152)).isEqualTo(1152);
    assertThat(blocks.step(1153)).isEqualTo(577);
    assertThat(blocks.step(2304)).isEqualTo(1152);
    assertThat(blocks.step(1)).isEqualTo(1);
    assertThat(new Blocks(8, 32, 8, 32, 1).step(5)).isEqualTo(1);
  }

  private static Blocks share(int m, int n, int threads, boolean left, boolean right) {
    Blocks most = Blocks.of(8, 32, second(1 << 20)).wider(1024, /* begin= */ false);
    return most.share(8, m, n, threads, Math.max(8, 4 * threads), left, right);
  }

  @Test
  void threadsShareOutColumnsAndRowsSoThatTheyPackLittle() {
    // one thread packs each number of a and of b once
    assertThat(share(512, 512, 1, true, true)).isEqualTo(new Blocks(8, 32, 64, 512, 1024));
    // all of a and half of b or half of a and all of b is the same: the narrower blocks
    assertThat(share(256, 256, 2, true, true)).isEqualTo(new Blocks(8, 32, 64, 128, 1024));
    assertThat(share(2048, 2048, 2, true, true)).isEqualTo(new Blocks(8, 32, 64, 1024, 1024));
    // tall: half of a and all of b; wide: the other way round
    assertThat(share(4096, 256, 2, true, true).nc()).isEqualTo(256);
    assertThat(share(256, 3136, 2, true, true).nc()).isEqualTo(1568);
    // what is packed already costs nothing
    assertThat(share(512, 512, 2, true, false).nc()).isEqualTo(512);
    // four threads: half of a and half of b each; sixteen: a quarter of both
    assertThat(share(2048, 2048, 4, true, true).nc()).isEqualTo(1024);
    assertThat(share(2048, 2048, 16, true, true).nc()).isEqualTo(512);
  }

  @Test
  void thereAreEnoughBlocksForAllThreadsAndNoneIsEmpty() {
    for (int threads : new int[] {1, 2, 3, 4, 7, 8, 16, 64}) {
      for (int m : new int[] {129, 192, 256, 512, 1000, 2048}) {
        for (int n : new int[] {33, 64, 96, 256, 512, 777, 2048, 50257}) {
          Blocks blocks = share(m, n, threads, true, true);
          assertThat(blocks.mc() % 8).isZero();
          assertThat(blocks.nc() % 32).isZero();
          assertThat(blocks.mc()).isBetween(8, 64);
          assertThat(blocks.nc()).isBetween(32, 2048);
          int count = Math.ceilDiv(m, blocks.mc()) * Math.ceilDiv(n, blocks.nc());
          int most = Math.ceilDiv(m, 16) * Math.ceilDiv(n, 32);
          int enough = threads == 1 ? 1 : Math.min(most, 4 * threads);
          assertThat(count).as("%d × %d on %d", m, n, threads).isGreaterThanOrEqualTo(enough / 2);
        }
      }
    }
  }

  @Test
  void aLargeFirstLevelBoundsAPanelHoweverLargeItIs() {
    Caches large = new Caches(48 << 10, 2 << 20, 32 << 20, /* assumed= */ false);
    assertThat(Blocks.of(12, 32, large).kc()).isEqualTo(512);
    assertThat(Blocks.low(8, 32, large).kc()).isEqualTo(256);
    Caches absurd = new Caches(1L << 40, 2 << 20, 32 << 20, /* assumed= */ false);
    assertThat(Blocks.of(12, 32, absurd).kc()).isEqualTo(1024);
  }

  @Test
  void absurdCachesGiveUsableBlocks() {
    assertThat(Blocks.of(8, 32, second(1))).isEqualTo(new Blocks(8, 32, 16, 32, 64));
    assertThat(Blocks.of(8, 32, second(Long.MAX_VALUE)))
        .isEqualTo(new Blocks(8, 32, 1024, 512, 1024));
    for (long l2 : new long[] {1, 5_000, 70_001, 3 << 20, 1L << 40}) {
      for (int nr : new int[] {8, 16, 32}) {
        int mr = nr == 32 ? 8 : 4;
        for (Blocks blocks :
            new Blocks[] {
              Blocks.of(mr, nr, second(l2)),
              Blocks.low(mr, nr, second(l2)),
              Blocks.low(mr, nr, second(l2)).wide()
            }) {
          assertThat(blocks.mc()).isPositive();
          assertThat(blocks.mc() % mr).isZero();
          assertThat(blocks.nc()).isPositive();
          assertThat(blocks.nc() % nr).isZero();
          assertThat(blocks.kc()).isPositive();
        }
      }
    }
  }

  @Test
  void blocksAreLowerWhereThenTheLastThreadEndsEarlier() {
    // 8 tiles: 13 blocks for two threads, 6 · 8 and 2 more; 7 tiles: 14 blocks, 7 · 7
    assertThat(Blocks.evenly(98, 13, 1, 2)).isEqualTo(7);
    // a last block that is lower comes last: 3 · 4 tiles and one more are half of 25
    assertThat(Blocks.evenly(25, 7, 1, 2)).isEqualTo(4);
    // three blocks of 4 for two threads are 4 + 4, four of 3 are 3 + 3
    assertThat(Blocks.evenly(12, 3, 1, 2)).isEqualTo(3);
    // three blocks of 4 beside each other three times are 5 · 4, four of 3 are 6 · 3
    assertThat(Blocks.evenly(12, 3, 3, 2)).isEqualTo(3);
    assertThat(Blocks.evenly(64, 8, 1, 2)).isEqualTo(8);
  }

  @Test
  void blocksAreNoLowerForOneThreadNorThanAThird() {
    assertThat(Blocks.evenly(98, 13, 1, 1)).isEqualTo(8);
    assertThat(Blocks.evenly(98, 13, 5, 1)).isEqualTo(8);
    for (int threads = 2; threads < 9; threads++) {
      for (int tiles = 1; tiles < 60; tiles++) {
        for (int down = 1; down <= tiles; down++) {
          int most = (tiles + down - 1) / down;
          assertThat(Blocks.evenly(tiles, down, 2, threads)).isBetween(Math.max(1, most / 3), most);
        }
      }
    }
  }
}
