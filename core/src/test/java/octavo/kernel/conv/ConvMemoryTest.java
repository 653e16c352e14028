package octavo.kernel.conv;

import java.util.List;
import octavo.SmallHeap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No convolution needs more memory besides its tensors than the largest of them has.
@Tag("slow")
class ConvMemoryTest {
  /// What a Java process needs for itself.
  private static final int PROCESS = 16;

  static List<String> labels() {
    return new ConvPlanner(true).labels();
  }

  @ParameterizedTest
  @MethodSource("labels")
  void fitsIntoAHeapWithRoomForOneTensorMore(String label) throws Exception {
    ConvGeometry g = ConvMemoryProbe.geometry(label);
    int largest = Math.max(g.inputs(), g.outputs());
    int megabytes = (g.inputs() + g.outputs() + largest) / (1 << 18) + PROCESS;
    SmallHeap.run(ConvMemoryProbe.class, megabytes, label);
  }
}
