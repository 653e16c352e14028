package octavo.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Arrays are kept by purpose, and begin on a line of the cache where that matters.
class ScratchTest {
  @Test
  void anArrayIsKeptUntilALargerOneIsNeeded() {
    float[] first = Scratch.floats(Scratch.TILE, 100);
    assertThat(Scratch.floats(Scratch.TILE, 50)).isSameAs(first);
    assertThat(Scratch.floats(Scratch.WINDOW, 50)).isNotSameAs(first);
    assertThat(Scratch.floats(Scratch.TILE, first.length + 1).length).isGreaterThan(first.length);
    Scratch.drop(Scratch.TILE);
    assertThat(Scratch.floats(Scratch.TILE, 1)).isNotSameAs(first);
  }

  @Test
  void alignedArraysFillHalfARegion() {
    assertThat(Scratch.aligned(64L << 20)).isEqualTo((1 << 19) / 4);
    assertThat(Scratch.aligned(4L << 30)).isEqualTo((1 << 20) / 4);
    assertThat(Scratch.aligned((4L << 30) + 2048)).isEqualTo((2 << 20) / 4);
    assertThat(Scratch.aligned(6028L << 20)).isEqualTo((2 << 20) / 4);
    assertThat(Scratch.aligned(1L << 40)).isEqualTo((16 << 20) / 4);
  }

  @Test
  void whatMattersIsAligned() {
    Scratch.drop(Scratch.START);
    assertThat(Scratch.floats(Scratch.START, 1 << 12))
        .hasSizeGreaterThanOrEqualTo(Scratch.aligned(Runtime.getRuntime().maxMemory()));
  }
}
