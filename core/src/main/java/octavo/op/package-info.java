/// Operations: each is one record that declares its shape rule, its forward and its backward.
///
/// A backward rule is written in tensor methods, so it has derivatives of any order; a fused kernel
/// may serve the first order beside it. Rules never broadcast, accumulate or convert types: the
/// engine does.
///
/// Nearly every file is one operation. The others say what operations of a kind have in common:
/// [octavo.op.UnaryOp] and [octavo.op.BinaryOp] (a fresh result of one or two tensors), [octavo.op.ViewOp] (the same
/// numbers in another arrangement), [octavo.op.PlacedOp] (numbers from or to places that a constant names); or help
/// them: `Axis` (a tensor as rows), `Inputs` (inputs as kernels take them), `Indices` (checked indices),
/// `Normalized` (the rule of the norms). A function of one or two numbers is no file of its own but a constant of an enum, whose
/// derivatives are in [octavo.op.Elementwise], [octavo.op.ShapedElementwise], [octavo.op.Special] and
/// [octavo.op.Arithmetic].
///
/// Start reading at [octavo.op.UnaryOp] and [octavo.op.Softmax]; `docs/how-to/add-an-op.md` tells how to add one.
@NullMarked
package octavo.op;

import org.jspecify.annotations.NullMarked;
