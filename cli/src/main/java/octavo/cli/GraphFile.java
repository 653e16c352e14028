package octavo.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import octavo.analysis.GraphDrawing;
import octavo.analysis.NetworkGraph;
import octavo.format.AtomicFile;
import org.jspecify.annotations.Nullable;

/// Writes the drawing of a network's graph.
final class GraphFile {
  private GraphFile() {}

  /// Draws layers to a depth, or as deep as can be read.
  static void write(NetworkGraph graph, @Nullable Integer depth, Path file) throws IOException {
    GraphDrawing drawing = GraphDrawing.of(graph);
    if (depth != null) {
      drawing = drawing.withDepth(depth);
    }
    AtomicFile.write(file, drawing.chart().svg().getBytes(StandardCharsets.UTF_8));
  }
}
