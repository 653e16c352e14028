/// Training: the loop over epochs and batches with callbacks, checkpoints that resume to the same
/// bits, metrics and a report. Start reading at [octavo.train.Trainer].
@NullMarked
package octavo.train;

import org.jspecify.annotations.NullMarked;
