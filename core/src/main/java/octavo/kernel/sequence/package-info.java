/// Sums over all alignments of a sequence of labels with a longer sequence of predictions. Start
/// reading at [octavo.kernel.sequence.AlignmentKernels].
@NullMarked
package octavo.kernel.sequence;

import org.jspecify.annotations.NullMarked;
