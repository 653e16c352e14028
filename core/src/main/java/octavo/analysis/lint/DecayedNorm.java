package octavo.analysis.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import octavo.optim.Optimizer;
import octavo.optim.ParameterFilter;
import octavo.optim.ProximalDecay;
import octavo.optim.Transform;
import octavo.optim.WeightDecay;

/// Weight decay on biases and on scales and shifts of norms.
record DecayedNorm() implements Rule {
  @Override
  public String name() {
    return "decayed-norm";
  }

  @Override
  public String says() {
    return "weight decay pulls biases and the scales of norms to 0";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.OPTIMIZER);
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Optimizer optimizer : subject.training().optimizers()) {
      for (Optimizer.Group group : optimizer.groups()) {
        double decay = decay(group);
        List<String> names =
            new ArrayList<>(ParameterFilter.biasesAndNorms().of(group.parameters()).keySet());
        if (decay > 0 && !names.isEmpty()) {
          findings.warning(
              names.getFirst(),
              "weight decay %s is also on %d biases and parameters of norms."
                  .formatted(decay, names.size()),
              "It pulls the scale of a norm away from 1 and a bias away from where the data have it; neither makes the network simpler.",
              "Make the optimizer by ParameterGroups.decayingMatrices(network.parameters(), …).");
        }
      }
    }
  }

  private static double decay(Optimizer.Group group) {
    double sum = 0;
    for (Transform transform : group.chain()) {
      sum +=
          switch (transform) {
            case WeightDecay decay -> decay.decay();
            case ProximalDecay decay -> decay.decay();
            default -> 0;
          };
    }
    return sum;
  }
}
