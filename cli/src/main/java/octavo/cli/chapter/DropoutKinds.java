package octavo.cli.chapter;

import java.util.LinkedHashMap;
import java.util.Map;
import octavo.nn.DropBlock2d;
import octavo.nn.DropPath;
import octavo.nn.Dropout;
import octavo.nn.Dropout2d;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.plot.ImageGrid;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Tensor;

/// Which numbers of a batch of pictures the kinds of dropout hide.
final class DropoutKinds {
  private static final int SIDE = 16;

  /// Between two pictures.
  private static final int GAP = 2;

  private DropoutKinds() {}

  static void run(Findings findings) {
    // begin kinds
    Map<String, Layer> kinds = new LinkedHashMap<>();
    kinds.put("single numbers", Dropout.drop(1 / 3.0));
    kinds.put("channels", Dropout2d.drop(1 / 3.0));
    kinds.put("blocks", new DropBlock2d(1 / 3.0, /* blockSize= */ 5));
    kinds.put("examples", DropPath.drop(1 / 3.0));
    // end kinds
    ImageGrid grid = ImageGrid.of("What is hidden", 4).withSize(150);
    for (Map.Entry<String, Layer> kind : kinds.entrySet()) {
      Tensor x = Tensor.ones(4, 4, SIDE, SIDE);
      Tensor y = kind.getValue().forward(x, Mode.training(Rng.of(3)));
      Tensor sheet = sheet(y.greater(0).to(DType.FLOAT32));
      byte[] pixels = DigitPicture.gray(sheet);
      grid = grid.gray(pixels, sheet.size(1), sheet.size(0), kind.getKey());
    }
    findings.figure("kinds", grid);
  }

  /// `[rows, columns, side, side]` side by side, gray between them.
  private static Tensor sheet(Tensor pictures) {
    Tensor framed = pictures.pad(2, GAP, 0, 0.5).pad(3, GAP, 0, 0.5);
    int side = SIDE + GAP;
    Tensor sheet = framed.permute(0, 2, 1, 3).reshape(4 * side, 4 * side);
    return sheet.pad(0, 0, GAP, 0.5).pad(1, 0, GAP, 0.5);
  }
}
