//! A plot of ratios as SVG: a bar for each case and rival, a line for the rounds, a mark at 1.

use super::measured::Comparison;
use std::fmt::Write as _;

const LEFT: f64 = 330.0;
const WIDTH: f64 = 420.0;
const ROW: f64 = 22.0;
const TOP: f64 = 30.0;

/// The plot of one operation.
pub(crate) fn svg(comparisons: &[Comparison<'_>]) -> String {
    let comparisons: Vec<_> = comparisons.iter().filter(|one| one.has_rival()).collect();
    let most = comparisons.iter().map(|one| one.most).fold(1.1, f64::max);
    let x = |ratio: f64| LEFT + ratio / most * WIDTH;
    let height = TOP + ROW * comparisons.len() as f64 + 10.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{:.0}\" height=\"{height:.0}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"{LEFT:.0}\" y=\"16\">time of keybundle / time of the rival (median and range of the rounds)</text>\n",
        LEFT + WIDTH + 60.0
    );
    for (row, one) in (0_u32..).zip(&comparisons) {
        let (top, middle) = (TOP + ROW * f64::from(row), TOP + ROW * f64::from(row) + ROW / 2.0);
        let colour = if one.ratio <= 1.0 { "#4a90c2" } else { "#d08050" };
        // Writing into a string does not fail.
        let _ = writeln!(
            svg,
            "<text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{} ({})</text>\
             <rect x=\"{LEFT:.0}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{colour}\"/>\
             <path d=\"M{:.1} {middle:.1}H{:.1}\" stroke=\"#222\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\">{:.2}</text>",
            LEFT - 8.0,
            middle + 4.0,
            escape(one.case),
            escape(one.rival),
            top + 3.0,
            x(one.ratio) - LEFT,
            ROW - 6.0,
            x(one.least),
            x(one.most),
            x(one.most) + 6.0,
            middle + 4.0,
            one.ratio
        );
    }
    let _ = writeln!(
        svg,
        "<path d=\"M{:.1} {:.0}V{height:.0}\" stroke=\"#888\" stroke-dasharray=\"4 3\"/>\n</svg>",
        x(1.0),
        TOP - 6.0
    );
    svg
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
