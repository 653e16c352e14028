/// Operations: each is one record that declares its shape rule, its forward and its backward.
///
/// A backward rule is written in tensor methods, so it has derivatives of any order; a fused kernel
/// may serve the first order beside it. Rules never broadcast, accumulate or convert types: the
/// engine does. Start reading at [octavo.op.UnaryOp] and [octavo.op.Softmax];
/// `docs/how-to/add-an-op.md` tells how to add one.
@NullMarked
package octavo.op;

import org.jspecify.annotations.NullMarked;
