/// What can be said of a network without training it: its operations as a graph, what they cost, and
/// what is wrong with it.
///
/// How the graph finds the layer of each operation: `CallRecorder` looks at the stack, `CallTree` puts the
/// looks together to runs of methods, `MethodReader` finds in the code of a method where the layers that
/// it calls come from, and `PathFinder` follows that through the layers of the network (`LayerTree`).
///
/// Start reading at [octavo.analysis.NetworkGraph].
@NullMarked
package octavo.analysis;

import org.jspecify.annotations.NullMarked;
