/// Data: sets of examples, shuffling and batching, and readers of IDX and CSV files.
///
/// Start reading at [octavo.data.Dataset] and [octavo.data.DataLoader].
@NullMarked
package octavo.data;

import org.jspecify.annotations.NullMarked;
