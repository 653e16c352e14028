/// Gradients: the recorded graph ([octavo.autograd.Node]), the engine that walks it backward, and
/// the functional interface on top ([octavo.autograd.Gradients], [octavo.autograd.Derivatives]).
///
/// [octavo.autograd.Trace] writes a computation down without any gradient in mind.
///
/// Operations only state their own rule; accumulating, undoing of broadcasting and freeing happen
/// here and nowhere else. Start reading at [octavo.autograd.Engine].
@NullMarked
package octavo.autograd;

import org.jspecify.annotations.NullMarked;
