use super::*;
use crate::render::site::robots::robots;

#[test]
fn robots_are_told_where_the_sitemap_is() {
    let text = |site: &str| String::from_utf8(listed(site, &[], &[], robots)).unwrap();
    assert_eq!(text(""), "User-agent: *\nAllow: /\n");
    assert_eq!(
        text(AT_HOME),
        "User-agent: *\nAllow: /\n\nSitemap: https://registers.example/a&b/sitemap.xml\n"
    );
}
