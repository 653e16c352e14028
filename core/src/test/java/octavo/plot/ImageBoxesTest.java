package octavo.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ImageBoxesTest {
  private static ImageBoxes gray() {
    return ImageBoxes.gray("<a> & b", new byte[32], 8, 4);
  }

  @Test
  void boxesLieWhereTheyAreTold() {
    String svg = gray().withSize(160).box("eye", 2, 1, 3, 2).svg();
    assertThat(svg)
        .contains(
            "x=\"56\" y=\"64\" width=\"60\" height=\"40\"", ">eye</text>", "&lt;a&gt; &amp; b")
        .isEqualTo(gray().withSize(160).box("eye", 2, 1, 3, 2).svg());
  }

  /// A pixel becomes a square of 448/8 = 56; a line is two wide and has the first color.
  @Test
  void thePngShowsPixelsHeatAndLines() throws IOException {
    double[] heat = new double[32];
    heat[0] = 2;
    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(gray().withHeat(heat).box("eye", 2, 1, 3, 2).png()));
    assertThat(image.getWidth()).isEqualTo(448);
    assertThat(image.getHeight()).isEqualTo(224);
    assertThat(image.getRGB(20, 20) & 0xFFFFFF).isNotZero(); // hot
    assertThat(image.getRGB(100, 20) & 0xFFFFFF).isZero();
    assertThat(image.getRGB(2 * 56, 56) & 0xFFFFFF).isEqualTo(0x0072B2);
    assertThat(image.getRGB(2 * 56 + 1, 56 + 30) & 0xFFFFFF).isEqualTo(0x0072B2);
    assertThat(image.getRGB(2 * 56 + 2, 56 + 30) & 0xFFFFFF).isZero();
    assertThat(image.getRGB(5 * 56 - 1, 3 * 56 - 1) & 0xFFFFFF).isEqualTo(0x0072B2);
  }

  @Test
  void aMapIsDarkForNothingAndLightForMost() throws IOException {
    byte[] png = ImageBoxes.map("map", new double[] {0, 1}, 2, 1).png();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getRGB(400, 0) & 0xFF00).isGreaterThan(image.getRGB(10, 0) & 0xFF00);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageBoxes.color("c", new byte[32], 8, 4))
        .withMessage(
            "ImageBoxes: width × height × channels must be the number of pixels, with 1 or 3 channels, but 8×4×3 are not 32.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gray().withHeat(1, 2))
        .withMessage(
            "ImageBoxes: there must be heat for each of 8×4 pixels, but there are 2 numbers.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gray().withSize(7))
        .withMessage("ImageBoxes: the size must be at least 8 pixels, but is 7.");
  }
}
