package octavo.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HeapTouchTest {
  private static final long MEGABYTE = 1 << 20;

  @Test
  void writesWholePiecesUpToItsBound() {
    assertEquals(32 * MEGABYTE, HeapTouch.write(40 * MEGABYTE));
    assertEquals(0, HeapTouch.write(15 * MEGABYTE));
  }

  @Test
  void renewsAtLeastWhatIsAsked() {
    assertEquals(MEGABYTE, HeapTouch.renew(MEGABYTE - 1));
    assertEquals(0, HeapTouch.renew(0));
  }

  @Test
  void writesOncePerProcess() {
    HeapTouch.once();
    assertEquals(0, HeapTouch.once());
  }
}
