package octavo.kernel.conv;

import java.util.ArrayList;
import java.util.List;
import octavo.SmallHeap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// No convolution needs more memory besides its tensors than the largest of them has, or 4 MB: what
/// is rearranged of images and gradients by all passes together. Packed weights come on top where they
/// are the largest tensor themselves; here they are small.
@Tag("slow")
class ConvMemoryTest {
  /// What a Java process needs for itself.
  private static final int PROCESS = 16;

  /// What methods that rearrange whole images may find hard; pinned, as the planner may take another.
  private static final List<String> HARD =
      List.of(
          "few-images",
          "one-image",
          "last-panel",
          "groups",
          "few-channels",
          "stride",
          "both-sides",
          "channels-last");

  static List<Arguments> convolutions() {
    List<Arguments> all = new ArrayList<>();
    for (String label : new ConvPlanner(true).labels()) {
      all.add(Arguments.of(label, "many-images"));
    }
    for (String name : HARD) {
      all.add(Arguments.of("direct", name));
      all.add(Arguments.of("direct-channels", name));
    }
    for (String name : List.of("few-images", "one-image", "groups", "few-channels")) {
      all.add(Arguments.of("pointwise", name));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void fitsIntoAHeapWithRoomForOneTensorMore(String label, String name) throws Exception {
    ConvGeometry g = ConvMemoryProbe.geometry(label, name);
    int largest = Math.max(g.inputs(), g.outputs());
    int megabytes = (g.inputs() + g.outputs() + largest) / (1 << 18) + PROCESS;
    SmallHeap.run(ConvMemoryProbe.class, megabytes, label, name);
  }
}
