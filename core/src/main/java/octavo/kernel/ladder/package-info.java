/// The ladder: seven ways to compute one matrix product and one convolution, from the loops of the
/// definition to the kernels in use, each one idea further than the one before. These files are for
/// reading, one after the other: start at [octavo.kernel.ladder.NaiveGemm], or at
/// [octavo.kernel.ladder.NaiveConv]; [octavo.kernel.ladder.Ladder] holds the order. Nothing but the
/// user's explicit wish runs them. What makes the last rung fast lives in `octavo.kernel.gemm` and
/// `octavo.kernel.conv`, not here.
@NullMarked
package octavo.kernel.ladder;

import org.jspecify.annotations.NullMarked;
