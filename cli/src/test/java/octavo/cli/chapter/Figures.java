package octavo.cli.chapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/// Whether two figures show the same. All of them is compared: size, style, elements and words exactly,
/// coordinates, numbers in labels and the pixels of pictures as far as they may [Drift].
final class Figures {
  private static final Pattern PNG = Pattern.compile("data:image/png;base64,([A-Za-z0-9+/=]+)");
  private static final Pattern STYLE = Pattern.compile("(?s)<style>.*?</style>");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final Pattern TAG = Pattern.compile("(?s)<[^>]*>");
  private static final Pattern COLOR = Pattern.compile("#[0-9a-f]{6}");

  private Figures() {}

  static void assertAlike(String name, String written, String now, Drift drift) throws IOException {
    assertThat(styleOf(now)).as("style of %s", name).isEqualTo(styleOf(written));
    String oldMarks = marks(written);
    String newMarks = marks(now);
    assertThat(firstLine(newMarks)).as("size of %s", name).isEqualTo(firstLine(oldMarks));
    assertThat(NUMBER.matcher(newMarks).replaceAll("0"))
        .as("elements and words of %s", name)
        .isEqualTo(NUMBER.matcher(oldMarks).replaceAll("0"));
    assertThat(COLOR.matcher(newMarks).results().map(r -> r.group()))
        .as("colors of %s", name)
        .containsExactlyElementsOf(COLOR.matcher(oldMarks).results().map(r -> r.group()).toList());
    List<Double> oldNumbers = numbers(coordinates(oldMarks));
    List<Double> newNumbers = numbers(coordinates(newMarks));
    for (int i = 0; i < oldNumbers.size(); i++) {
      assertThat(Math.abs(newNumbers.get(i) - oldNumbers.get(i)))
          .as("coordinate %d of %s: %s, now %s", i, name, oldNumbers.get(i), newNumbers.get(i))
          .isLessThanOrEqualTo(drift.coordinate());
    }
    drift.assertNumbersAlike(
        name, TAG.matcher(oldMarks).replaceAll(" "), TAG.matcher(newMarks).replaceAll(" "));
    List<byte[]> oldPictures = pictures(written);
    List<byte[]> newPictures = pictures(now);
    for (int i = 0; i < oldPictures.size(); i++) {
      assertPicturesAlike(
          "picture %d of %s".formatted(i, name), oldPictures.get(i), newPictures.get(i), drift);
    }
  }

  private static void assertPicturesAlike(String name, byte[] written, byte[] now, Drift drift)
      throws IOException {
    BufferedImage a = ImageIO.read(new ByteArrayInputStream(written));
    BufferedImage b = ImageIO.read(new ByteArrayInputStream(now));
    int bands = a.getRaster().getNumBands();
    assertThat(List.of(b.getWidth(), b.getHeight(), b.getRaster().getNumBands()))
        .as("size of %s", name)
        .containsExactly(a.getWidth(), a.getHeight(), bands);
    int count = a.getWidth() * a.getHeight() * bands;
    int[] old = a.getRaster().getPixels(0, 0, a.getWidth(), a.getHeight(), new int[count]);
    int[] fresh = b.getRaster().getPixels(0, 0, a.getWidth(), a.getHeight(), new int[count]);
    double sum = 0;
    double largest = 0;
    int far = 0;
    for (int i = 0; i < count; i++) {
      double apart = Math.abs(old[i] - fresh[i]);
      largest = Math.max(largest, apart);
      far += apart > drift.pixel() ? 1 : 0;
      sum += apart;
    }
    if (bands > 2) {
      assertThat((double) far / count)
          .as("share of %s", name)
          .isLessThanOrEqualTo(drift.farShare());
      assertThat(sum / count).as("mean change in %s", name).isLessThanOrEqualTo(drift.meanColor());
      return;
    }
    assertThat(largest).as("largest change in %s", name).isLessThanOrEqualTo(drift.pixel());
    assertThat(sum / count).as("mean change in %s", name).isLessThanOrEqualTo(drift.meanPixel());
  }

  private static String styleOf(String svg) {
    return STYLE.matcher(svg).results().map(r -> r.group()).toList().toString();
  }

  /// Without the style and what is in the pictures.
  private static String marks(String svg) {
    return STYLE.matcher(PNG.matcher(svg).replaceAll("picture")).replaceAll("");
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /// What stands inside of tags, colors left out.
  private static String coordinates(String marks) {
    StringBuilder inside = new StringBuilder();
    TAG.matcher(COLOR.matcher(marks).replaceAll(""))
        .results()
        .forEach(r -> inside.append(r.group()).append('\n'));
    return inside.toString();
  }

  private static List<Double> numbers(String text) {
    return NUMBER.matcher(text).results().map(found -> Double.valueOf(found.group())).toList();
  }

  private static List<byte[]> pictures(String svg) {
    return PNG.matcher(svg).results().map(r -> Base64.getDecoder().decode(r.group(1))).toList();
  }
}
