package octavo.analysis.lint;

import octavo.nn.AlphaDropout;
import octavo.nn.DropConnect;
import octavo.nn.DropPath;
import octavo.nn.Dropout;
import octavo.nn.Dropout1d;
import octavo.nn.Dropout2d;
import octavo.nn.Dropout3d;
import octavo.nn.FeatureAlphaDropout;
import octavo.nn.Layer;
import octavo.nn.VariationalDropout;

/// Dropout of everything, as a probability to keep that was taken for one to drop gives.
record DropsEverything() implements Rule {
  @Override
  public String name() {
    return "drops-everything";
  }

  @Override
  public String says() {
    return "a dropout with probability 1 lets nothing through in training";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Placed placed : subject.layers()) {
      if (probability(placed.layer()) == 1) {
        findings.error(
            placed.path(),
            "drops with probability 1.",
            "In training its output is the same whatever enters, and nothing ahead of it gets a gradient.",
            "Give the probability to drop by drop(…) and the one to keep by keep(…): keep(1) changes nothing.");
      }
    }
  }

  /// The probability to drop, 0 for a layer that does not.
  static double probability(Layer layer) {
    return switch (layer) {
      case Dropout d -> d.dropProbability();
      case Dropout1d d -> d.dropProbability();
      case Dropout2d d -> d.dropProbability();
      case Dropout3d d -> d.dropProbability();
      case AlphaDropout d -> d.dropProbability();
      case FeatureAlphaDropout d -> d.dropProbability();
      case VariationalDropout d -> d.dropProbability();
      case DropConnect d -> d.dropProbability();
      case DropPath d -> d.dropProbability();
      default -> 0;
    };
  }
}
