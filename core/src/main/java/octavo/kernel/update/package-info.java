/// The loops of optimizers, on parts of arrays, in place: links of a chain one by one (`SimdUpdateLoops`), or the whole
/// steps of the commonest methods (`SimdUpdateSteps`), to the same bits. `octavo.optim.FusedChain` knows which chains are
/// such steps. Start reading at [UpdateKernels].
@NullMarked
package octavo.kernel.update;

import org.jspecify.annotations.NullMarked;
