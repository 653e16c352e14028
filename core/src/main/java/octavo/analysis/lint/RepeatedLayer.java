package octavo.analysis.lint;

import java.util.IdentityHashMap;
import octavo.nn.Layer;

/// One layer object with parameters at two paths, as `Collections.nCopies(3, block)` gives. Two layers
/// that share a parameter, such as an embedding and a head, are not meant.
record RepeatedLayer() implements Rule {
  @Override
  public String name() {
    return "repeated-layer";
  }

  @Override
  public String says() {
    return "one layer object stands at two places of the network";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    IdentityHashMap<Layer, String> seen = new IdentityHashMap<>();
    String reported = null;
    for (Placed placed : subject.layers()) {
      String before = seen.putIfAbsent(placed.layer(), placed.path());
      long numbers = Unreached.numbers(placed, subject);
      boolean inside = reported != null && Paths.isWithin(placed.path(), reported);
      if (before == null || numbers == 0 || inside) {
        continue;
      }
      reported = placed.path();
      findings.warning(
          placed.path(),
          "is the same object as '%s'.".formatted(before),
          "Both places share their %d weights, and a saved state holds them twice."
              .formatted(numbers),
          "Create a layer for each place; if the weights are to be shared, call the one layer twice in forward.");
    }
  }
}
