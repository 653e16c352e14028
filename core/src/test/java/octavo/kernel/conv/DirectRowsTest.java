package octavo.kernel.conv;

import static octavo.kernel.conv.ConvRooms.assertClose;
import static octavo.kernel.conv.ConvRooms.random;
import static octavo.kernel.conv.ConvRooms.room;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is particular to [DirectRows]: vectors that end with a row, rows shorter than a vector, tiles
/// of eight and of four channels, and nothing written beside the result.
@Tag("simd")
class DirectRowsTest {
  private static void check(ConvGeometry g) {
    assertThat(DirectRows.takes(g)).isTrue();
    Random r = new Random(g.hashCode());
    View x = random(r, g.inputs());
    View w = random(r, g.outChannels() * g.filter());
    View bias = random(r, g.outChannels());
    for (View start : new View[] {bias, null}) {
      View y = room(g.outputs());
      new ScalarConv().forward(g, x, w, start, y);
      View found =
          ConvRooms.sameForAnyThreads(
              g.outputs(), to -> new DirectConv().forward(g, x, w, start, to));
      assertClose(y, found, g.filter() + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 7, 8, 10, 15, 16, 17, 28, 32, 33, 48, 50})
  void rowsOfAnyWidth(int width) {
    for (int height : new int[] {1, 2, 5}) {
      for (int out : new int[] {1, 4, 6, 8, 13}) {
        check(new ConvGeometry(3, 2, height, width, out, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1));
      }
    }
  }

  /// The planes of a first layer do not fit into the nearer caches; with more terms in a sum that would be
  /// slower.
  @Test
  void largePicturesOfFewChannels() {
    check(new ConvGeometry(1, 3, 150, 161, 5, 3, 3, 1, 1, 0, 0, 0, 0, 1, 1, 1));
    check(new ConvGeometry(1, 3, 151, 160, 4, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1));
    assertThat(
            DirectRows.takes(new ConvGeometry(1, 5, 150, 161, 5, 3, 3, 1, 1, 0, 0, 0, 0, 1, 1, 1)))
        .isFalse();
  }

  @Test
  void stepsDilationsPaddingAndGroups() {
    check(new ConvGeometry(2, 3, 29, 31, 6, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1));
    check(new ConvGeometry(2, 3, 29, 40, 6, 5, 3, 1, 3, 2, 0, 1, 2, 1, 1, 1));
    check(new ConvGeometry(1, 6, 20, 23, 9, 3, 3, 1, 1, 2, 3, 1, 0, 2, 3, 3));
    check(new ConvGeometry(1, 4, 17, 9, 44, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 2));
  }
}
