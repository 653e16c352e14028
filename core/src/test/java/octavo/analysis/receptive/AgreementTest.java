package octavo.analysis.receptive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import octavo.analysis.NetworkGraph;
import org.junit.jupiter.api.Test;

/// Both calculations and the gradient say the same, on networks made at random.
class AgreementTest {
  private static final int NETWORKS = 500;

  /// What differs for the middle and a corner of the last node.
  private static List<String> differences(int seed) {
    RandomNetworks.Sample sample = RandomNetworks.of(seed);
    ReceptiveField field = ReceptiveField.of(sample.network(), sample.input());
    NetworkGraph.Node node = field.graph().output();
    List<String> wrong = new ArrayList<>();
    List<int[]> positions = new ArrayList<>();
    positions.add(field.middle(node));
    positions.add(new int[field.axes().size()]);
    for (int[] position : positions) {
      Agreement agreement = field.agreement(node, position);
      if (!agreement.holds()) {
        wrong.add(
            "seed %d %s: %s %s".formatted(seed, sample.input().shape(), sample.text(), agreement));
      }
    }
    return wrong;
  }

  @Test
  void topDownIsBottomUpIsMeasured() {
    List<String> wrong = new ArrayList<>();
    for (int seed = 1; seed <= NETWORKS; seed++) {
      wrong.addAll(differences(seed));
    }
    assertThat(wrong).isEmpty();
  }
}
