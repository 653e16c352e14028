package octavo.kernel.elementwise;

import jdk.incubator.vector.FloatVector;

/// A form that is not straight code, which [LoopAssembler] must refuse.
final class BranchingForms {
  private BranchingForms() {}

  static FloatVector branch(FloatVector x) {
    return x.lane(0) > 0 ? x : x.neg();
  }
}
