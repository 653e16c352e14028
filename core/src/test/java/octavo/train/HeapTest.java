package octavo.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import octavo.data.DataLoader;
import octavo.nn.Layer;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.model.LeNet;
import octavo.optim.Optimizers;
import octavo.random.Rng;
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
            return steps == 10_000;
          }
        };
    Rng rng = Rng.of(1);
    Layer model = LeNet.create(3, rng.split("model"));
    Trainer.of(
            model,
            CrossEntropy.mean(),
            Optimizers.adam(1e-3).create(model.parameters()),
            DataLoader.shuffled(Fixtures.images(100), 4, rng.split("data")),
            rng.split("train"))
        .withListener(listener)
        .build()
        .run(10_000);
    assertThat(live).hasSize(10);
    // what stays is the result of each epoch, some 50 bytes
    assertThat(live.getLast() - live.getFirst()).as("%s", live).isLessThan(2 << 20);
  }
}
