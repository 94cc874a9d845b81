//! Writes XML in memory.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Names and values of attributes.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// A part of the package that begins with this element.
    pub(super) fn part(root: &str, attributes: Attributes<'_>) -> Xml {
        let mut xml = Xml(Writer::new(Vec::new()));
        xml.event(Event::Decl(BytesDecl::new(
            "1.0",
            Some("UTF-8"),
            Some("yes"),
        )));
        xml.open(root, attributes);
        xml
    }

    pub(super) fn open(&mut self, tag: &str, attributes: Attributes<'_>) {
        let start = BytesStart::new(tag).with_attributes(attributes.iter().copied());
        self.event(Event::Start(start));
    }

    pub(super) fn close(&mut self, tag: &str) {
        self.event(Event::End(BytesEnd::new(tag)));
    }

    pub(super) fn empty(&mut self, tag: &str, attributes: Attributes<'_>) {
        let start = BytesStart::new(tag).with_attributes(attributes.iter().copied());
        self.event(Event::Empty(start));
    }

    /// An element with the attribute `w:val`.
    pub(super) fn value(&mut self, tag: &str, value: &str) {
        self.empty(tag, &[("w:val", value)]);
    }

    /// An element with a text.
    pub(super) fn text(&mut self, tag: &str, attributes: Attributes<'_>, text: &str) {
        self.open(tag, attributes);
        self.event(Event::Text(BytesText::new(text)));
        self.close(tag);
    }

    /// An element with others in it.
    pub(super) fn nest(
        &mut self,
        tag: &str,
        attributes: Attributes<'_>,
        within: impl FnOnce(&mut Xml),
    ) {
        self.open(tag, attributes);
        within(self);
        self.close(tag);
    }

    /// Ends the part.
    pub(super) fn end(mut self, root: &str) -> Vec<u8> {
        self.close(root);
        self.0.into_inner()
    }

    fn event(&mut self, event: Event<'_>) {
        // Writing to memory cannot fail.
        let _ = self.0.write_event(event);
    }
}
