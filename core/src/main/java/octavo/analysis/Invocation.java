package octavo.analysis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import octavo.autograd.Node;
import org.jspecify.annotations.Nullable;

/// One run of a method, with the runs inside.
final class Invocation {
  final @Nullable Invocation caller;
  final List<Invocation> callees = new ArrayList<>();

  /// The parameters that operations of this layer read, and those of layers inside.
  final Set<Node> own = new HashSet<>();

  final Set<Node> all = new HashSet<>();

  /// Where the caller calls, and the part that it said it was about to call; -1 if it said nothing.
  final int site;

  final int announced;

  /// Where the run is now, and the part it is about to call.
  Frame frame;

  int entering = -1;

  /// The layer whose method it is, or that called it; null as long as that is open.
  LayerTree.@Nullable Part part;

  /// Whether [#part] is exactly the layer whose method it is, and not one around it.
  boolean exact;

  Invocation(@Nullable Invocation caller, Frame frame) {
    this.caller = caller;
    this.frame = frame;
    this.site = caller == null ? -1 : caller.frame.place();
    this.announced = caller == null ? -1 : caller.entering;
  }

  /// The innermost run of a layer's method that it belongs to; itself if there is none.
  Invocation ofLayer() {
    for (Invocation at = this; at != null; at = at.caller) {
      if (at.frame.isOfLayer()) {
        return at;
      }
    }
    return this;
  }

  void read(Set<Node> leaves) {
    ofLayer().own.addAll(leaves);
    for (Invocation at = this; at != null; at = at.caller) {
      at.all.addAll(leaves);
    }
  }
}
