package octavo.analysis.receptive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import octavo.analysis.NetworkGraph;
import octavo.op.AveragePool;
import octavo.op.Conv2d;
import octavo.op.Conv2dInputGradient;
import octavo.op.MaxPool;
import octavo.op.Resize;
import octavo.op.SliceScatter;
import org.junit.jupiter.api.Test;

/// Both calculations and the gradient say the same, on networks made at random.
class AgreementTest {
  private static final int NETWORKS = 600;

  /// What differs at a place of the last node: in the middle, at the first or at the last corner.
  private static List<String> differences(int seed, AxisPlan.Rules rules) {
    RandomNetworks.Sample sample = RandomNetworks.of(seed);
    ReceptiveField field =
        ReceptiveField.of(NetworkGraph.of(sample.network(), sample.input()), rules);
    NetworkGraph.Node node = field.graph().output();
    int[] position = field.middle(node);
    for (int i = 0; seed % 3 > 0 && i < position.length; i++) {
      position[i] = seed % 3 == 1 ? 0 : field.places(node).get(i) - 1;
    }
    Agreement agreement = field.agreement(node, position);
    return agreement.holds()
        ? List.of()
        : List.of(
            "seed %d %s: %s %s".formatted(seed, sample.input().shape(), sample.text(), agreement));
  }

  @Test
  void topDownIsBottomUpIsMeasured() {
    List<String> wrong = new ArrayList<>();
    for (int seed = 1; seed <= NETWORKS; seed++) {
      wrong.addAll(differences(seed, OperationRules::of));
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void wrongRulesAreFound() {
    List<Class<?>> kinds =
        List.of(
            Conv2d.class,
            Conv2dInputGradient.class,
            AveragePool.class,
            MaxPool.class,
            Resize.class,
            SliceScatter.class);
    for (Class<?> kind : kinds) {
      AxisPlan.Rules wrong = a -> kind.isInstance(a.operation()) ? moved(a) : OperationRules.of(a);
      boolean found = false;
      for (int seed = 1; seed <= 100 && !found; seed++) {
        found = !differences(seed, wrong).isEmpty();
      }
      assertThat(found).as(kind.getSimpleName()).isTrue();
    }
  }

  /// The rule, with what is read along the last axis one place further on.
  private static OperationMap moved(Application a) {
    OperationMap.Links links = (OperationMap.Links) Objects.requireNonNull(OperationRules.of(a));
    List<AxisLink> first = new ArrayList<>(Objects.requireNonNull(links.inputs().getFirst()));
    AxisLink last = first.removeLast();
    first.add(
        switch (last) {
          case AxisLink.Window w ->
              new AxisLink.Window(w.axis(), w.kernel(), w.stride(), w.padding() - 1, w.dilation());
          case AxisLink.Spread w ->
              new AxisLink.Spread(w.axis(), w.kernel(), w.stride(), w.padding() + 1, w.dilation());
          case AxisLink.Steps w ->
              new AxisLink.Steps(
                  w.axis(), w.advance(), w.low().stream().map(i -> i + 1).toList(), w.high());
          default -> last;
        });
    List<List<AxisLink>> inputs = new ArrayList<>(links.inputs());
    inputs.set(0, first);
    return new OperationMap.Links(inputs);
  }
}
