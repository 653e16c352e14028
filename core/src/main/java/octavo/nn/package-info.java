/// Layers: records whose parameters and sub-layers are found through their components.
///
/// Start reading at [octavo.nn.Layer] and [octavo.nn.Linear]; `docs/how-to/add-a-layer.md` tells
/// how to add one. Losses are in `nn.loss`, metrics in `nn.metric`, whole networks in `nn.model`.
@NullMarked
package octavo.nn;

import org.jspecify.annotations.NullMarked;
