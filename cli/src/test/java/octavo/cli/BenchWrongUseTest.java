package octavo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import octavo.cli.WrongUseTest.Wrong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Wrong use of the subcommands of `octavo bench` is one line on standard error and exit code 2.
class BenchWrongUseTest {
  private static final String CONV = "bench conv2d --input 1x4x8x8 --filters 6 --kernel 3 ";

  @TempDir private Path folder = Path.of("");

  static Stream<Wrong> wrong() {
    return Stream.concat(products(), Stream.concat(convolutions(), ladders()));
  }

  private static Stream<Wrong> products() {
    return Stream.of(
        new Wrong("bench gem", "octavo: there is no command 'gem'. Did you mean 'gemm'?"),
        new Wrong("bench gemm --m 4 --n 4", "octavo: Missing required option: '--k=<k>'"),
        new Wrong("bench gemm --m 0 --n 4 --k 4", "octavo: --m must be at least 1, but is 0."),
        new Wrong("bench gemm --m 4 --n -1 --k 4", "octavo: --n must be at least 1, but is -1."),
        new Wrong("bench gemm --m 4 --n 4 --k 0", "octavo: --k must be at least 1, but is 0."),
        new Wrong(
            "bench gemm --m 4 --n 4 --k 4 --batch 0",
            "octavo: --batch must be at least 1, but is 0."),
        new Wrong(
            "bench gemm --m 4 --n 4 --k 4 --threads 0",
            "octavo: --threads must be at least 1, but is 0."),
        new Wrong(
            "bench gemm --m 4 --n 4 --k 4 --threads 100000",
            "octavo: --threads must be at most 1024, but is 100000. More than there are cores make nothing faster."),
        new Wrong(
            "bench gemm --m 4 --n 4 --k 4 --seconds 0",
            "octavo: --seconds must be a positive number, but is 0.0."),
        new Wrong(
            "bench gemm --m 4 --n 4 --k 4 --algorithm fast",
            "octavo: --algorithm must be one of auto, naive, reordered, tiled, vectorized, parallel,"
                + " unrolled, packed, but is 'fast'."),
        new Wrong(
            "bench gemm --m 70000 --n 70000 --k 1",
            "octavo: Shape: a tensor holds at most 2³¹ - 1 elements, but [70000, 70000] asks for"
                + " more. Split it along its first axis."),
        new Wrong(
            "bench --list gemm --m 4 --n 4 --k 4",
            "octavo: --list must follow gemm, but stands before it. octavo bench gemm --help shows"
                + " its options."));
  }

  private static Stream<Wrong> convolutions() {
    return Stream.of(
        new Wrong(
            "bench conv2d --input 4x8x8 --filters 6 --kernel 3",
            "octavo: --input must be batch x channels x height x width, such as 1x64x56x56, but is"
                + " '4x8x8'."),
        new Wrong(
            "bench conv2d --input 1x4x8xa --filters 6 --kernel 3",
            "octavo: --input must be batch x channels x height x width, such as 1x64x56x56, but is"
                + " '1x4x8xa'."),
        new Wrong(
            "bench conv2d --input 1x4x8x8 --filters 0 --kernel 3",
            "octavo: --filters must be at least 1, but is 0."),
        new Wrong(
            "bench conv2d --input 1x4x8x8 --filters 6 --kernel 3x3x3",
            "octavo: --kernel must be a number from 1 on, or two such as 3x3, but is '3x3x3'."),
        new Wrong(
            "bench conv2d --input 1x4x8x8 --filters 6 --kernel 9",
            "octavo: conv2d: the kernel must fit into the padded input, but along the height it"
                + " covers 9 and the input has 8 with padding 0. Pad more, or use a smaller kernel"
                + " or dilation."),
        new Wrong(
            CONV + "--stride 0",
            "octavo: --stride must be a number from 1 on, or two such as 3x3, but is '0'."),
        new Wrong(
            CONV + "--padding valid",
            "octavo: --padding must be same, a number, or two such as 1x2, but is 'valid'."),
        new Wrong(
            CONV + "--dilation -1",
            "octavo: --dilation must be a number from 1 on, or two such as 3x3, but is '-1'."),
        new Wrong(
            CONV + "--groups 3",
            "octavo: conv2d: groups must divide the channels, but groups is 3, the input has 4"
                + " channels and the output 6."),
        new Wrong(
            CONV + "--groups 4",
            "octavo: conv2d: groups must divide the channels, but groups is 4, the input has 4"
                + " channels and the output 6."),
        new Wrong(
            CONV + "--layout chwn", "octavo: --layout must be one of nchw, nhwc, but is 'chwn'."),
        new Wrong(
            CONV + "--pass back",
            "octavo: --pass must be one of forward, input, weight, backward, but is 'back'."),
        new Wrong(
            CONV + "--algorithm cudnn",
            "octavo: --algorithm must be one of auto, pointwise, depthwise, winograd-4x4,"
                + " winograd-2x2, paired, direct-channels, direct, implicit-gemm, im2col, fft, naive, but is 'cudnn'."),
        new Wrong(
            "bench conv2d --input 65536x1x256x256 --filters 1 --kernel 1",
            "octavo: Shape: a tensor holds at most 2³¹ - 1 elements, but [65536, 1, 256, 256] asks"
                + " for more. Split it along its first axis."),
        new Wrong(
            "bench --json conv2d --input 1x4x8x8 --filters 6 --kernel 3",
            "octavo: --json must follow conv2d, but stands before it. octavo bench conv2d --help"
                + " shows its options."));
  }

  private static Stream<Wrong> ladders() {
    return Stream.of(
        new Wrong(
            "bench ladder fft",
            "octavo: Invalid value for positional parameter at index 0 (gemm|conv): expected one of"
                + " [gemm, conv] (case-insensitive) but was 'fft'"),
        new Wrong(
            "bench ladder gemm --sizes 32,0",
            "octavo: --sizes must be from 1 to 16384 for gemm, but one is 0."),
        new Wrong(
            "bench ladder conv --sizes 2",
            "octavo: --sizes must be from 3 to 4096 for conv, but one is 2."),
        new Wrong(
            "bench ladder gemm --seconds -1",
            "octavo: --seconds must be a positive number, but is -1.0."),
        new Wrong(
            "bench ladder --sizes 0",
            "octavo: --sizes must be from 1 to 16384 for gemm, but one is 0."),
        new Wrong(
            "bench --seconds Infinity --list",
            "octavo: --seconds must be a positive number, but is Infinity."),
        new Wrong(
            "bench ladder gemm --limit 0",
            "octavo: --limit must be a positive number, but is 0.0."),
        new Wrong(
            "bench ladder gemm --svg no-such-folder/a.svg",
            "octavo: --svg must be a file in a folder that is there, but is"
                + " 'no-such-folder/a.svg'."),
        new Wrong(
            "bench ladder gemm --svg ladder.PDF",
            "octavo: --svg writes SVG, but 'ladder.PDF' names another kind of picture. Let it end in"
                + " .svg."),
        new Wrong(
            "bench ladder gemm --csv src",
            "octavo: --csv must be a file in a folder that is there, but is 'src'."));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void isOneLineAndCodeTwo(Wrong wrong) {
    Result result = Result.of((Object[]) wrong.command().split(" "));
    assertThat(result.err().lines().findFirst()).hasValue(wrong.line());
    assertThat(result.err().lines().skip(1)).allMatch(line -> line.startsWith("Try 'octavo"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void aFolderIsNoFile() {
    Result result = Result.of("bench", "ladder", "conv", "--svg", folder);
    assertThat(result.err())
        .startsWith("octavo: --svg must be a file in a folder that is there, but is '" + folder);
    assertThat(result.code()).isEqualTo(2);
  }
}
