package octavo.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class HeapTest {
  private static long live() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void stepsLeaveNothingBehind() {
    List<Long> live = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          private int steps;

          @Override
          public void onBatch(Progress progress) {
            if (++steps % 1000 == 0) {
              live.add(live());
            }
          }

          @Override
          public boolean stopRequested() {
            return steps == 4000;
          }
        };
    Fixtures.run(1, 1e-3).trainer().withListener(listener).build().run(10_000);
    // the first thousand steps load classes and fill working memory
    assertThat(live.getLast() - live.get(1)).isLessThan(1 << 20);
  }
}
