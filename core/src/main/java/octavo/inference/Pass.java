package octavo.inference;

import org.jspecify.annotations.Nullable;

/// A way to say the same with less: finds one place and rewrites it.
interface Pass {
  /// The program with one place rewritten, or null if there is none.
  default @Nullable Program rewrite(Program program) {
    for (Step step : program.steps()) {
      if (step instanceof Step.Apply apply) {
        Program rewritten = rewrite(program, apply);
        if (rewritten != null) {
          return rewritten;
        }
      }
    }
    return null;
  }

  /// The program with `step` rewritten, or null if this pass has nothing to say to it.
  @Nullable Program rewrite(Program program, Step.Apply step);
}
