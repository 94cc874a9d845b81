//! Logos: SVG and PNG files in the folder `logos` of a store. A logo is published as it is, so a file that could run a
//! script or load something is refused.

use roxmltree::{Attribute, Document, Node};

/// The folder of logos, from the top of the store and of the site.
pub const LOGOS: &str = "logos/";

/// The most bytes of a logo.
const MOST: usize = 64 * 1024;

const SVG: &str = "http://www.w3.org/2000/svg";

/// The elements that draw. All others are refused: scripts, foreign content, links, animations, pictures.
const ELEMENTS: &str = " svg g defs symbol use title desc metadata style switch \
    path rect circle ellipse line polyline polygon text tspan textPath marker \
    linearGradient radialGradient stop pattern clipPath mask filter view \
    feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap \
    feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode \
    feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence ";

/// The notes of drawing programs, which browsers ignore.
const NOTES: [&str; 6] = [
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/elements/1.1/",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://www.inkscape.org/namespaces/inkscape",
];

/// Why a text is not the path of a logo.
pub fn path_fault(path: &str) -> Option<String> {
    let name = path.strip_prefix(LOGOS).unwrap_or_default();
    let stem = name
        .strip_suffix(".svg")
        .or_else(|| name.strip_suffix(".png"));
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let fits = stem.is_some_and(|stem| !stem.is_empty() && !stem.starts_with('.'))
        && name.chars().all(is_plain);
    (!fits).then(|| {
        format!(
            "`{path}` is not the path of a logo; a logo is an SVG or PNG file in the folder `logos` at the top of the \
             store, for example `logos/acme.svg`"
        )
    })
}

/// Why a file cannot be a logo, as a clause after its name.
pub fn content_fault(path: &str, bytes: &[u8]) -> Option<String> {
    if bytes.len() > MOST {
        return Some(format!(
            "has {} KB, and a logo has at most {} KB",
            bytes.len().div_ceil(1024),
            MOST / 1024
        ));
    }
    match path.ends_with(".png") {
        true => png_fault(bytes),
        false => svg_fault(bytes),
    }
}

/// A PNG is a signature and chunks: the first has the size of the picture, and nothing follows the last.
fn png_fault(bytes: &[u8]) -> Option<String> {
    let no_png = || Some("is not a PNG picture".to_string());
    let Some(mut rest) = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n") else {
        return no_png();
    };
    let mut is_first = true;
    loop {
        let Some((length, after)) = rest.split_first_chunk::<4>() else {
            return no_png();
        };
        let length = u32::from_be_bytes(*length) as usize;
        // The name, the data, the checksum.
        if after.len() < length.saturating_add(8) {
            return Some("is a PNG picture that is cut off".to_string());
        }
        let name = &after[..4];
        if is_first && (name != b"IHDR" || length != 13) {
            return no_png();
        }
        is_first = false;
        rest = &after[length + 8..];
        if name == b"IEND" {
            let more = !rest.is_empty();
            return more.then(|| "has other data after the PNG picture".to_string());
        }
    }
}

fn svg_fault(bytes: &[u8]) -> Option<String> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Some("is not an SVG picture in UTF-8".to_string());
    };
    // Without DTDs, which could define entities.
    let document = match Document::parse(text.trim_start_matches('\u{feff}')) {
        Ok(document) => document,
        Err(roxmltree::Error::DtdDetected) => {
            return Some("has a DOCTYPE, which a logo must not have: delete that part".to_string());
        }
        Err(why) => return Some(format!("is not an SVG picture: {why}")),
    };
    if !document.root_element().has_tag_name((SVG, "svg")) {
        return Some("is not an SVG picture: its first element is not `svg`".to_string());
    }
    let (node, what) = document
        .descendants()
        .find_map(|node| Some((node, node_fault(node)?)))?;
    let line = document.text_pos_at(node.range().start).row;
    Some(format!(
        "has {what} in line {line}, which a logo must not have"
    ))
}

/// What in a node can run, load something, or lead elsewhere.
fn node_fault(node: Node<'_, '_>) -> Option<String> {
    if node.is_pi() {
        return Some("a processing instruction".to_string());
    }
    if !node.is_element() {
        return None;
    }
    let (name, namespace) = (node.tag_name().name(), node.tag_name().namespace());
    let is_known = match namespace {
        Some(SVG) => ELEMENTS.contains(&format!(" {name} ")),
        Some(other) => NOTES.contains(&other),
        None => false,
    };
    if !is_known {
        return Some(format!("the element `{name}`"));
    }
    if namespace == Some(SVG) && name == "style" {
        let style: String = node.children().filter_map(|child| child.text()).collect();
        if let Some(what) = style_fault(&style) {
            return Some(what);
        }
    }
    node.attributes().find_map(attribute_fault)
}

fn attribute_fault(attribute: Attribute<'_, '_>) -> Option<String> {
    let (name, value) = (attribute.name().to_ascii_lowercase(), attribute.value());
    if name.starts_with("on") {
        return Some(format!("the event handler `{}`", attribute.name()));
    }
    let leads_out = name == "href" && !value.trim_start().starts_with('#');
    if leads_out || matches!(name.as_str(), "src" | "base") {
        return Some(format!("a reference to `{}`", short(value)));
    }
    style_fault(value)
}

/// What in a style can load something. Escapes could hide it.
fn style_fault(style: &str) -> Option<String> {
    let lower = style.to_ascii_lowercase();
    if lower.contains("@import") || lower.contains('\\') {
        return Some("a style with `@import` or a backslash".to_string());
    }
    let loads = ["image-set(", "image(", "src(", "javascript:", "expression("];
    if let Some(what) = loads.iter().find(|it| lower.contains(**it)) {
        return Some(format!("`{what}`"));
    }
    let target = lower.split("url(").skip(1).find(|rest| {
        let target = rest.trim_start_matches([' ', '\t', '\r', '\n', '"', '\'']);
        !target.starts_with('#')
    })?;
    Some(format!("a reference to `{}`", short(target)))
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inner: &str) -> Option<String> {
        let xlink = "xmlns:xlink=\"http://www.w3.org/1999/xlink\"";
        let text = format!("<svg xmlns=\"{SVG}\" {xlink} viewBox=\"0 0 9 9\">\n{inner}\n</svg>");
        content_fault("logos/a.svg", text.as_bytes())
    }

    #[test]
    fn drawings_are_logos() {
        for good in [
            "<title>A</title><rect width='9' height='9' rx='2' fill='#0a5c8f'/>",
            "<defs><linearGradient id='g'><stop offset='0' stop-color='red'/></linearGradient></defs>\
             <path d='M0 0h9' style=\"fill: url('#g')\"/><use xlink:href='#g' href=' #g'/>",
            "<style>path { fill: url( #g ) } /* once */</style>",
            "<metadata><r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><r:li r:about='x'/></r:RDF></metadata>",
            "<!-- a note --><text x='1'>onload=1 &lt;script&gt;</text>",
        ] {
            assert_eq!(svg(good), None, "{good}");
        }
    }

    #[test]
    fn what_could_run_or_load_is_refused_with_its_line() {
        for (bad, what) in [
            ("<script>alert(1)</script>", "the element `script`"),
            (
                "<x:script xmlns:x='http://www.w3.org/2000/svg'/>",
                "the element `script`",
            ),
            (
                "<h:script xmlns:h='http://www.w3.org/1999/xhtml'/>",
                "the element `script`",
            ),
            ("<foreignObject/>", "the element `foreignObject`"),
            ("<FOREIGNOBJECT/>", "the element `FOREIGNOBJECT`"),
            (
                "<image href='data:image/svg+xml,x'/>",
                "the element `image`",
            ),
            ("<a href='#x'/>", "the element `a`"),
            (
                "<set attributeName='href' to='javascript:1'/>",
                "the element `set`",
            ),
            ("<animate/>", "the element `animate`"),
            ("<iframe src='x'/>", "the element `iframe`"),
            ("<g onclick='x'/>", "the event handler `onclick`"),
            ("<g ONLOAD='x'/>", "the event handler `ONLOAD`"),
            (
                "<use href='https://evil.example/x.svg#a'/>",
                "a reference to `https://evil.example/x.svg#a`",
            ),
            (
                "<use xlink:href='other.svg#a'/>",
                "a reference to `other.svg#a`",
            ),
            (
                "<use xlink:href='&#106;avascript:1'/>",
                "a reference to `javascript:1`",
            ),
            (
                "<g xml:base='https://evil.example/'/>",
                "a reference to `https://evil.example/`",
            ),
            (
                "<rect fill='URL(https://evil.example/a)'/>",
                "a reference to `https://evil.example/a)`",
            ),
            (
                "<rect style='fill:url(\"//evil.example\")'/>",
                "a reference to `\"//evil.example\")`",
            ),
            (
                "<style>@Import 'x'</style>",
                "a style with `@import` or a backslash",
            ),
            (
                "<style>a{b:u\\72l(x)}</style>",
                "a style with `@import` or a backslash",
            ),
            (
                "<style><![CDATA[a{b:url(x)}]]></style>",
                "a reference to `x)}`",
            ),
            ("<?xml-stylesheet href='x'?>", "a processing instruction"),
        ] {
            let why = svg(bad);
            let expected = format!("has {what} in line 2, which a logo must not have");
            assert_eq!(why, Some(expected), "{bad}");
        }
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let svg = |text: &str| content_fault("logos/a.svg", text.as_bytes()).unwrap();
        assert!(svg("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>").contains("DOCTYPE"));
        assert!(svg("<svg>").contains("not an SVG picture"));
        assert!(svg("<svg/>").contains("first element"));
        assert!(svg("<html xmlns='http://www.w3.org/1999/xhtml'/>").contains("first element"));
        assert!(svg("").contains("not an SVG picture"));
        assert!(svg(&"x".repeat(MOST + 1)).contains("65 KB"));
        let deep = format!("<svg xmlns='{SVG}'>{}", "<g>".repeat(20_000));
        assert!(svg(&deep).contains("not an SVG picture"));
        assert!(content_fault("logos/a.svg", b"\x89PNG\r\n\x1a\n").is_some());
    }

    #[test]
    fn a_png_is_whole() {
        let chunk = |name: &[u8], data: &[u8]| {
            let length = u32::try_from(data.len()).unwrap().to_be_bytes();
            [&length[..], name, data, b"crc0"].concat()
        };
        let head = b"\x89PNG\r\n\x1a\n".to_vec();
        let good = [
            head,
            chunk(b"IHDR", &[1; 13]),
            chunk(b"IDAT", b"x"),
            chunk(b"IEND", b""),
        ]
        .concat();
        let fault = |bytes: &[u8]| content_fault("logos/a.png", bytes);
        assert_eq!(fault(&good), None);
        for cut in 0..good.len() {
            assert!(fault(&good[..cut]).is_some(), "{cut}");
        }
        let more = [&good[..], b"<script>"].concat();
        assert_eq!(
            fault(&more).unwrap(),
            "has other data after the PNG picture"
        );
        assert_eq!(fault(b"<svg/>").unwrap(), "is not a PNG picture");
    }

    #[test]
    fn only_files_in_the_folder_are_logos() {
        for good in ["logos/a.svg", "logos/A-b_c.2.png"] {
            assert_eq!(path_fault(good), None, "{good}");
        }
        for bad in [
            "",
            "a.svg",
            "logos/",
            "logos/.svg",
            "logos/.a.svg",
            "logos/a.gif",
            "logos/a.SVG",
            "logos/../registers/roster.yaml",
            "logos/../a.svg",
            "logos/x/a.svg",
            "logos/x\\a.svg",
            "../logos/a.svg",
            "/etc/a.svg",
            "./logos/a.svg",
            "https://evil.example/logos/a.svg",
            "logos/a\".svg",
            "logos/a b.svg",
            "logos/ä.svg",
        ] {
            assert!(path_fault(bad).is_some(), "{bad}");
        }
    }
}
