package octavo.inference;

import java.util.List;

/// Rewrites a program until no pass finds a place any more. Each rewriting removes or simplifies a
/// step, so it ends.
final class Optimizer {
  private static final List<Pass> PASSES =
      List.of(new DropIdentities(), new FoldScaling(), new FuseResidual(), new FuseActivation());

  private Optimizer() {}

  static Program optimize(Program program) {
    Program best = program;
    for (int i = 0; i < PASSES.size(); i++) {
      Program next = PASSES.get(i).rewrite(best);
      if (next != null) {
        best = next;
        i = -1; // what was rewritten may have made place for an earlier pass
      }
    }
    return best;
  }
}
