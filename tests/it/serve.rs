//! `wr site serve`, with the requests of a browser, on loopback.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::world::{CONTACTS, REGISTER, World};

const NOW: &str = "2026-03-10T09:00:00Z";

/// A preview that runs until it is dropped.
struct Preview {
    child: Child,
    address: String,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What was answered.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        let found = self
            .head
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        found.unwrap_or_else(|| panic!("no {name} in {}", self.head))
    }
}

fn serve(world: &World, more: &str) -> Preview {
    let mut command = world.command(env!("CARGO_BIN_EXE_wr"), NOW, "vera");
    command
        .args(["site", "serve", "--port", "0"])
        .args(more.split_whitespace());
    started(command)
}

fn started(mut command: Command) -> Preview {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line
        .strip_prefix("http://")
        .and_then(|rest| rest.split('/').next());
    let address = address
        .unwrap_or_else(|| panic!("no address in `{line}`"))
        .to_string();
    Preview { child, address }
}

impl Preview {
    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .unwrap();
        stream
    }

    fn raw(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut text = Vec::new();
        stream.read_to_end(&mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer {
            status,
            head: head.to_string(),
            body: body.to_string(),
        }
    }

    fn ask(&self, method: &str, path: &str) -> Answer {
        self.raw(&format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\n\r\n",
            self.address
        ))
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path)
    }

    /// The edition that a page is of.
    fn edition(page: &Answer) -> String {
        let (_, rest) = page
            .body
            .split_once("data-edition=\"")
            .unwrap_or_else(|| panic!("{}", page.body));
        rest.split('"').next().unwrap().to_string()
    }

    /// Waits as the script of a page does until there is another edition than the page's; then takes the page again.
    fn again(&self, page: &Answer, path: &str) -> Answer {
        let mut stream = self.connect();
        let (edition, address) = (Preview::edition(page), &self.address);
        let request =
            format!("GET /_wr/events?edition={edition} HTTP/1.1\r\nHost: {address}\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut lines = BufReader::new(stream).lines();
        assert!(lines.next().unwrap().unwrap().starts_with("HTTP/1.1 200"));
        let told = lines
            .map(|line| line.unwrap())
            .take(60)
            .any(|line| line == "event: reload");
        assert!(told, "no reload was told");
        let page = self.get(path);
        assert_ne!(Preview::edition(&page), edition);
        page
    }
}

#[test]
fn pages_are_served_with_their_types_and_nothing_else_is() {
    let world = World::given("established");
    world.write("secret.html", "private");
    let preview = serve(&world, "");
    assert!(
        preview.address.starts_with("127.0.0.1:"),
        "{}",
        preview.address
    );
    let page = preview.get("/");
    assert_eq!(
        (page.status, page.header("Content-Type")),
        (200, "text/html; charset=utf-8")
    );
    assert!(
        page.body.contains("<script src=\"/_wr/reload.js\""),
        "{}",
        page.body
    );
    assert!(!page.body.contains("class=\"stamp\"") && !page.body.contains("wr-failure"));
    for (path, kind) in [
        ("/style.css", "text/css; charset=utf-8"),
        ("/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/calendar.ics", "text/calendar; charset=utf-8"),
        ("/registers/xyz/register.json", "application/json"),
        ("/_wr/reload.js", "text/javascript; charset=utf-8"),
    ] {
        let file = preview.get(path);
        assert_eq!(
            (file.status, file.header("Content-Type")),
            (200, kind),
            "{path}"
        );
        assert_eq!(
            file.header("Content-Length"),
            file.body.len().to_string(),
            "{path}"
        );
        assert_eq!(file.header("X-Content-Type-Options"), "nosniff");
    }
    let head = preview.ask("HEAD", "/registers/xyz/");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_ne!(head.header("Content-Length"), "0");
    let moved = preview.get("/registers/xyz");
    assert_eq!(
        (moved.status, moved.header("Location")),
        (301, "/registers/xyz/")
    );
    for missing in [
        "/nothing.html",
        "/secret.html",
        "/../secret.html",
        "/..%2fsecret.html",
        "//etc/passwd",
        "/%00",
    ] {
        let page = preview.get(missing);
        assert_eq!(page.status, 404, "{missing}");
        assert!(!page.body.contains("private"), "{missing}");
    }
    assert_eq!(preview.ask("POST", "/").status, 405);
    assert_eq!(preview.raw("nonsense\r\n\r\n").status, 400);
}

#[test]
fn only_those_on_this_machine_are_answered() {
    let world = World::given("established");
    let preview = serve(&world, "");
    for host in ["registers.evil.example", "127.0.0.1", "127.0.0.1:1"] {
        let answer = preview.raw(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        assert_eq!(answer.status, 421, "{host}");
        assert!(!answer.body.contains("xyz"), "{host}");
    }
    let port = preview.address.rsplit(':').next().unwrap();
    assert_eq!(
        preview
            .raw(&format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"))
            .status,
        200
    );
    assert_eq!(
        preview.get("/").header("Cross-Origin-Resource-Policy"),
        "same-origin"
    );
}

#[test]
fn a_page_is_loaded_again_and_shows_what_went_wrong_over_the_last_good_one() {
    let world = World::given("established");
    let preview = serve(&world, "");
    let first = preview.get("/");
    world.write(
        "templates/about.html",
        "{% extends \"base.html\" %}{% block main %}<p>{{ nobody_knows }}</p>\n{% endblock %}",
    );
    let broken = preview.again(&first, "/");
    assert_eq!(broken.status, 200);
    assert!(broken.body.contains("id=\"wr-failure\""), "{}", broken.body);
    let (_, told) = broken.body.split_once("<pre>").unwrap();
    let told = told.split("</pre>").next().unwrap();
    assert!(told.starts_with("templates/about.html:1:"), "{told}");
    assert!(
        broken.body.contains("xyz/index.html"),
        "the page before is gone"
    );
    assert_eq!(preview.get("/_wr/serve.css").status, 200);

    std::fs::remove_file(world.path("templates/about.html")).unwrap();
    let mended = preview.again(&broken, "/");
    assert!(!mended.body.contains("wr-failure"), "{}", mended.body);
    assert_eq!(
        world.files(".", "public/"),
        Vec::<String>::new(),
        "something was written"
    );
}

#[test]
fn a_message_is_shown_as_text() {
    let world = World::given("established");
    let preview = serve(&world, "--drafts");
    let first = preview.get("/");
    world.write(
        "registers/xyz/register.yaml",
        "\"<script>alert(1)</script>\": [\n",
    );
    let broken = preview.again(&first, "/");
    assert!(
        broken.body.contains("registers/xyz/register.yaml:"),
        "{}",
        broken.body
    );
    assert!(
        broken.body.contains("&lt;script&gt;alert(1)"),
        "{}",
        broken.body
    );
    assert!(!broken.body.contains("<script>alert(1)"), "{}", broken.body);
}

#[test]
fn drafts_are_shown_when_asked_for_and_stamped_and_never_built() {
    let mut world = World::given("established");
    let ran = world.run(
        NOW,
        "vera",
        "new abc --partner XYZ --title \"A Draft Of Ours\"",
    );
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    world.write(
        "registers/abc/register.yaml",
        &REGISTER.replace("XYZ / DMTF Work Register", "A Draft Of Ours"),
    );
    world.write("registers/abc/contacts.yaml", CONTACTS);
    let preview = serve(&world, "--drafts");
    let list = preview.get("/drafts/");
    assert_eq!(list.status, 200);
    let draft = preview.get("/drafts/abc/");
    assert_eq!(draft.status, 200);
    for page in [
        &list,
        &draft,
        &preview.get("/"),
        &preview.get("/registers/xyz/"),
    ] {
        assert_eq!(
            page.body.matches("class=\"stamp\"").count(),
            1,
            "{}",
            page.body
        );
        assert!(
            page.body.contains("name=\"robots\" content=\"noindex\""),
            "{}",
            page.body
        );
        assert_eq!(page.header("X-Robots-Tag"), "noindex");
    }
    let text = world.read("registers/abc/register.yaml");
    world.write(
        "registers/abc/register.yaml",
        &text.replace("title: ", "title: Renamed "),
    );
    let again = preview.again(&draft, "/drafts/abc/");
    assert!(again.body.contains("Renamed "), "{}", again.body);

    let plain = serve(&world, "");
    assert_eq!(plain.get("/drafts/").status, 404);
    let built = world.run(NOW, "vera", "site build --out public");
    assert_eq!(built.code, 0, "{}", built.stderr);
    for path in world.files("public", "") {
        let text = String::from_utf8_lossy(&std::fs::read(world.path(&path)).unwrap()).into_owned();
        assert!(
            !text.contains("Draft Of Ours") && !text.contains("class=\"stamp\""),
            "{path}"
        );
        assert!(!text.contains("/_wr/"), "{path}");
    }
}

/// A store's own `base.html` may leave the stamp out: the preview does not.
#[test]
fn what_is_not_public_is_stamped_whatever_a_template_says() {
    let world = World::given("established");
    let own =
        include_str!("../../templates/base.html").replace("class=\"stamp\"", "class=\"discreet\"");
    world.write("templates/base.html", &own);
    let preview = serve(&world, "--drafts");
    let page = preview.get("/drafts/");
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(
        page.body.contains("<body>\n<p class=\"stamp\""),
        "{}",
        page.body
    );
    assert!(
        page.body.contains("<head><script src=\"/_wr/reload.js\""),
        "{}",
        page.body
    );
}

#[test]
fn a_port_that_is_taken_is_told_and_the_next_one_is_used() {
    let world = World::given("established");
    let first = serve(&world, "");
    let port: u16 = first.address.rsplit(':').next().unwrap().parse().unwrap();
    let mut command = world.command(env!("CARGO_BIN_EXE_wr"), NOW, "vera");
    command.args(["site", "serve", "--port", &port.to_string()]);
    let second = started(command);
    let other: u16 = second.address.rsplit(':').next().unwrap().parse().unwrap();
    assert!(other > port, "{other}");
    assert_eq!(second.get("/").status, 200);
}
