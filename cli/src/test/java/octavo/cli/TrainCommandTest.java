package octavo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import octavo.random.Rng;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Training, evaluation and prediction on a few images.
class TrainCommandTest {
  @TempDir private Path folder = Path.of("");
  private Path data = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void writeData() throws IOException {
    data = SmallData.write(folder.resolve("data"), 300, 50);
    out = folder.resolve("out");
  }

  private Result train(Object... more) {
    Object[] args =
        new Object[] {"train", "--model", "mlp", "--data", data, "--out", out, "--batch", "32"};
    Object[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return Result.of(all);
  }

  private Path model() {
    return out.resolve("model.safetensors");
  }

  @Test
  void leavesModelCheckpointAndReport() {
    Result result = train("--epochs", "3");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out().lines().toList())
        .hasSize(5)
        .satisfies(lines -> {
          assertThat(lines.getFirst())
              .isEqualTo("Training mlp (235,146 parameters) on 300 images, testing on 50.");
          assertThat(lines.subList(1, 4))
              .allMatch(line ->
                  line.matches(
                      "epoch \\d: loss [\\d.]+, accuracy [\\d.]+ %; test loss [\\d.]+, accuracy"
                          + " [\\d.]+ %; [\\d.]+ s"));
          assertThat(lines.getLast())
              .endsWith("Model: %s, report: %s".formatted(model(), out.resolve("report.html")));
        });
    assertThat(out.resolve("checkpoint.safetensors")).exists();
    Result evaluated = Result.of("evaluate", model(), "--data", data);
    assertThat(evaluated.code()).isZero();
    assertThat(evaluated.out()).contains("on 50 images", "precision", "ankle boot");
    assertThat(Result.of("evaluate", out.resolve("checkpoint.safetensors"), "--data", data).out())
        .isEqualTo(evaluated.out());
  }

  @Test
  void anEarlierTrainingIsMovedAsideNotLost() throws IOException {
    train("--epochs", "1");
    byte[] first = Files.readAllBytes(model());
    Result again = train("--epochs", "1", "--seed", "2");
    assertThat(again.out())
        .startsWith(
            "The earlier training in %s is now in %s.".formatted(out, out.resolve("previous-1")));
    assertThat(Files.readAllBytes(out.resolve("previous-1/model.safetensors"))).isEqualTo(first);
    assertThat(Files.readAllBytes(model())).isNotEqualTo(first);
    train("--epochs", "1");
    assertThat(Files.readAllBytes(model())).isEqualTo(first);
    assertThat(out.resolve("previous-2/report.html")).exists();
  }

  @Test
  void resumingGivesTheSameFileAndTheWholeHistory() throws IOException {
    train("--epochs", "4");
    byte[] whole = Files.readAllBytes(model());
    Path other = folder.resolve("parts");
    out = other;
    train("--epochs", "1");
    Result rest = train("--epochs", "4", "--resume");
    assertThat(rest.out()).startsWith("Going on after epoch 1, batch 0.");
    assertThat(Files.readAllBytes(other.resolve("model.safetensors"))).isEqualTo(whole);
    assertThat(Files.readString(other.resolve("report.html"))).contains("of 4</div>");
    Result nothing = train("--epochs", "2", "--resume");
    assertThat(nothing.code()).isZero();
    assertThat(nothing.out().lines().toList())
        .hasSize(2)
        .first()
        .isEqualTo(
            "Nothing is left to do up to epoch 2: epoch 4 is done. Go on with: octavo train --resume --model mlp --data %s --out %s --batch 32 --epochs 5"
                .formatted(data, other));
    assertThat(Files.readAllBytes(other.resolve("model.safetensors"))).isEqualTo(whole);
    assertThat(Files.readString(other.resolve("report.html"))).contains("of 4</div>");
    out = folder.resolve("fresh");
    assertThat(train("--epochs", "1", "--resume").out()).startsWith("Training mlp");
  }

  @Test
  void resumingWithOtherOptionsIsRefused() throws IOException {
    train("--epochs", "1");
    byte[] before = Files.readAllBytes(out.resolve("checkpoint.safetensors"));
    Result result = train("--resume", "--seed", "9");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "octavo: the checkpoint in %s was made with --seed 1, not 9. Give the same options, or another --out.%n"
                .formatted(out));
    assertThat(Files.readAllBytes(out.resolve("checkpoint.safetensors"))).isEqualTo(before);
  }

  @Test
  void aDamagedCheckpointIsRefusedAndKept() throws IOException {
    train("--epochs", "1");
    Path checkpoint = out.resolve("checkpoint.safetensors");
    byte[] bytes = Files.readAllBytes(checkpoint);
    bytes[bytes.length - 5] ^= 4;
    Files.write(checkpoint, bytes);
    Result result = train("--resume");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("octavo: " + checkpoint + ": at byte ")
        .contains("checksum");
    assertThat(Files.readAllBytes(checkpoint)).isEqualTo(bytes);
  }

  @Test
  void predictsTheThreeLikeliestClasses() throws IOException {
    train("--epochs", "5");
    byte[] pixels = SmallData.pixels(7, 28, Rng.of(3));
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, 28, 28, pixels);
    Path png = folder.resolve("seven.png");
    ImageIO.write(image, "png", png.toFile());
    Result result = Result.of("predict", model(), png, "--color", "never");
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines()).hasSize(14 + 3);
    assertThat(result.out().lines().skip(14).findFirst().orElse("")).startsWith("sneaker");
    assertThat(Result.of("predict", model(), png, "--color", "always").out()).contains("▀");
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    Result refused = Result.of("predict", model(), text);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).startsWith("octavo: " + text + ": at byte 0: expected");
  }

  @Test
  void looksForARateAndLeavesNothing() {
    Result result = train("--find-rate", "--optimizer", "momentum");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("Loss while the learning rate rises", "learning rate")
        .containsPattern("Try --optimizer momentum --lr 0\\.\\d+\n$");
    assertThat(out).doesNotExist();
    assertThat(train("--find-rate", "--optimizer", "momentum").out()).isEqualTo(result.out());
  }
}
