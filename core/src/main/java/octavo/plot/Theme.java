package octavo.plot;

/// The one look of all charts. Colors of the series are those of Okabe and Ito (2008), which
/// readers with any kind of color vision can tell apart, brightened on dark ground.
final class Theme {
  /// The number of colors before they repeat.
  static final int COLORS = 7;

  private static final String[] LIGHT = {
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#6b7280"
  };
  private static final String[] DARK = {
    "#4aa8e0", "#ff8a3d", "#2fc79b", "#e79bc4", "#f2b73c", "#8fd0f5", "#a0a7b4"
  };

  /// The style sheet; every rule is limited to our own charts, as a page shares its styles.
  static final String CSS = css();

  /// More rules, for charts with fields of heights and ways that move. Who asks for less motion gets
  /// whole ways that rest.
  static final String MOTION_CSS =
      """
      .octavo .level{fill:#1b1f27;fill-opacity:.035;fill-rule:evenodd;stroke:#1b1f27;stroke-opacity:.3;stroke-width:.6}
      .octavo .trail{stroke-linecap:butt}
      .octavo .runner{stroke:#fff;stroke-width:1.5}
      @media (prefers-color-scheme:dark){
      .octavo .level{fill:#eceef2;stroke:#eceef2}
      .octavo .runner{stroke:#15181e}
      }
      @media (prefers-reduced-motion:reduce){
      .octavo .trail{stroke-dashoffset:0!important}
      .octavo .runner{visibility:hidden}
      }
      """;

  /// More rules, for rectangles that lie over a picture of any color.
  static final String BOX_CSS =
      ".octavo .halo{fill:none;stroke:#fff;stroke-opacity:.7;stroke-width:4}\n";

  /// More rules, for boxes of a graph and the lines between them.
  static final String GRAPH_CSS =
      """
      .octavo .node{stroke-width:1.2;fill-opacity:.13;stroke:#9aa1ad}
      .octavo .route{fill:none;stroke:#7c8492;stroke-width:1.3}
      .octavo .tip{fill:#7c8492}
      @media (prefers-color-scheme:dark){
      .octavo .node{fill-opacity:.22;stroke:#6a7280}
      }
      """;

  private Theme() {}

  /// Red, green and blue, 0 to 255, of the series with this number.
  static int[] rgb(int number) {
    int color = Integer.parseInt(LIGHT[number % COLORS].substring(1), 16);
    return new int[] {color >> 16 & 0xFF, color >> 8 & 0xFF, color & 0xFF};
  }

  /// The class of the series with this number.
  static String series(int number) {
    return "s" + number % COLORS;
  }

  private static String css() {
    StringBuilder css =
        new StringBuilder(
            """
            .octavo text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;font-size:12px;fill:#5b6270}
            .octavo .title{font-size:15px;font-weight:600;fill:#1b1f27}
            .octavo .name,.octavo .value{fill:#1b1f27}
            .octavo .middle{text-anchor:middle}
            .octavo .end{text-anchor:end}
            .octavo .small{font-size:11px}
            .octavo .ground{fill:#fff}
            .octavo .grid{stroke:#e6e8ec}
            .octavo .axis{stroke:#9aa1ad}
            .octavo .curve{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
            .octavo .band{stroke:none;fill-opacity:.18}
            .octavo .dot{stroke:none;fill-opacity:.8}
            .octavo .bar{stroke:none;fill-opacity:.9}
            .octavo .bin{stroke:none;fill-opacity:.65}
            .octavo .frame{fill:none;stroke:#c3c8d0}
            .octavo .cell{shape-rendering:crispEdges}
            .octavo image{image-rendering:pixelated}
            """);
    colors(css, LIGHT, "");
    css.append(
        """
        @media (prefers-color-scheme:dark){
        .octavo text{fill:#a0a7b4}
        .octavo .title,.octavo .name,.octavo .value{fill:#eceef2}
        .octavo .ground{fill:#15181e}
        .octavo .grid,.octavo .frame{stroke:#2a2f39}
        .octavo .axis{stroke:#6a7280}
        """);
    colors(css, DARK, "");
    return css.append(".octavo .onlight{fill:#111}\n.octavo .ondark{fill:#fff}\n}\n")
        .append(".octavo .onlight{fill:#111}\n.octavo .ondark{fill:#fff}\n")
        .toString();
  }

  private static void colors(StringBuilder css, String[] colors, String indent) {
    for (int i = 0; i < COLORS; i++) {
      css.append(indent)
          .append(
              ".octavo .curve.s%d{stroke:%s} .octavo .fill.s%d{fill:%s}\n"
                  .formatted(i, colors[i], i, colors[i]));
    }
  }
}
