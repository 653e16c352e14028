package octavo.cli.bench;

import java.util.ArrayList;
import java.util.List;

/// All workloads, in the order of the suite. Each family is a class of its own.
public final class Suite {
  private Suite() {}

  /// Every workload.
  public static List<Workload> all() {
    List<Workload> all = new ArrayList<>();
    Products.addTo(all);
    Convolutions.addTo(all);
    OnePassOperations.addTo(all);
    WholeNetworks.addSmallTo(all);
    WholeNetworks.addTo(all);
    OptimizerSteps.addTo(all);
    return all;
  }
}
