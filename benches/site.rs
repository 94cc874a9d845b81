//! How long the public site takes, against a static generator that a user would pick, on pages of the same size, in one
//! run: `cargo bench --bench site`. `-- --quick` takes few registers.
//!
//! The rival is `hugo`, which is looked for on the path and left out where it is not installed. It gets a Markdown page
//! for each register with what ours says of it, front matter with partner and domain, and layouts for a page, for the
//! list, which is cut into pages of a hundred as ours is, and for partners and domains as taxonomies. It makes no
//! calendar, no JSON of each register, no history, no pictures, and looks at no link.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[allow(dead_code)]
mod generator;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let quick = args.iter().any(|arg| arg == "--quick");
    let count = if quick { 300 } else { 10_000 };
    let dir = tempfile::tempdir().unwrap();
    let store = dir.path().join("store");
    fs::create_dir(&store).unwrap();
    generator::adopted_store(&store, count);
    if let Some(at) = args.iter().position(|arg| arg == "keep") {
        Command::new("cp").arg("-a").arg(dir.path()).arg(&args[at + 1]).status().unwrap();
        return;
    }
    let runs = if quick { 5 } else { 3 };
    let out = dir.path().join("public");
    let rival = rival(dir.path(), &store, &out);
    let (mut first, mut second, mut same, mut theirs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for run in 0..runs {
        let _ = fs::remove_dir_all(&out);
        first.push(once(&mut wr(&store, &out)));
        same.push(once(&mut wr(&store, &out)));
        change(&store, run);
        second.push(once(&mut wr(&store, &out)));
        if let Some(site) = &rival {
            let _ = fs::remove_dir_all(site.join("public"));
            theirs.push(once(&mut hugo(site)));
        }
    }
    let (files, bytes) = weight(&out);
    let first = median(first);
    println!("{count} registers in force: {files} files, {} MB", bytes / 1_000_000);
    line("wr site build", first, first);
    line("wr site build, one register changed", median(second), first);
    line("wr site build, nothing changed", median(same), first);
    match rival {
        None => println!("  hugo is not installed"),
        Some(site) => {
            let (files, bytes) = weight(&site.join("public"));
            line(&format!("hugo ({files} files, {} MB)", bytes / 1_000_000), median(theirs), first);
        }
    }
}

/// Completes a milestone of one register, as another commit.
fn change(store: &Path, run: usize) {
    let line = ["milestone", "complete", "r00007", &format!("m{}", run + 1), "--on", "2026-02-01"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_wr"));
    command.current_dir(store).env("WR_NOW", "2026-02-01T09:00:00Z").args(line);
    command.env("GIT_AUTHOR_EMAIL", "vera@dmtf.example").env("GIT_AUTHOR_NAME", "Vera Vance");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn wr(store: &Path, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wr"));
    command
        .current_dir(store)
        .env("WR_NOW", "2026-02-01T09:00:00Z")
        .args(["site", "build", "--out"])
        .arg(out);
    command
}

fn hugo(site: &Path) -> Command {
    let mut command = Command::new("hugo");
    command.args(["--quiet", "--source"]).arg(site);
    command
}

/// A site for hugo of the Markdown that `wr` makes of the same registers; none where it is not installed.
fn rival(dir: &Path, store: &Path, out: &Path) -> Option<PathBuf> {
    let found = Command::new("hugo").arg("version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    found.ok().filter(|status| status.success())?;
    once(&mut wr(store, out));
    let site = dir.join("hugo");
    let content = site.join("content/registers");
    fs::create_dir_all(&content).unwrap();
    fs::write(site.join("config.toml"), CONFIG).unwrap();
    for (name, text) in LAYOUTS {
        let path = site.join("layouts").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::create_dir_all(site.join("static")).unwrap();
    fs::copy(out.join("style.css"), site.join("static/style.css")).unwrap();
    for entry in fs::read_dir(out.join("registers")).unwrap() {
        let folder = entry.unwrap().path();
        let id = folder.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(folder.join("register.md")).unwrap();
        let number: usize = id[1..].parse().unwrap();
        let front = format!(
            "---\ntitle: \"Work Register {number}\"\ndate: 2025-{:02}-{:02}\npartners: [\"Partner {}\"]\ndomains: [\"Domain {}\"]\n---\n",
            number % 12 + 1,
            number % 28 + 1,
            number % 200,
            number % 60
        );
        fs::write(content.join(format!("{id}.md")), front + &text).unwrap();
    }
    Some(site)
}

const CONFIG: &str = "baseURL = \"https://r.example/\"\ntitle = \"Work Registers\"\npaginate = 100\n\
    [taxonomies]\npartner = \"partners\"\ndomain = \"domains\"\n";

const LAYOUTS: [(&str, &str); 5] = [
    (
        "_default/baseof.html",
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{{ .Title }} – {{ .Site.Title }}</title>\
         <link rel=\"stylesheet\" href=\"/style.css\"></head><body><header><p><a href=\"/\">{{ .Site.Title }}</a></p>\
         <nav><ul><li><a href=\"/registers/\">Registers</a></li><li><a href=\"/partners/\">Partners</a></li>\
         <li><a href=\"/domains/\">Domains</a></li></ul></nav></header><main>{{ block \"main\" . }}{{ end }}</main>\
         <footer><p>Registers are kept under DSP4003 1.3, 2008-06-26.</p></footer></body></html>",
    ),
    (
        "_default/single.html",
        "{{ define \"main\" }}{{ .Content }}<dl><dt>Partner</dt><dd>{{ range .Params.partners }}\
         <a href=\"{{ printf \"/partners/%s/\" (. | urlize) }}\">{{ . }}</a>{{ end }}</dd><dt>Domain</dt><dd>\
         {{ range .Params.domains }}<a href=\"{{ printf \"/domains/%s/\" (. | urlize) }}\">{{ . }}</a>{{ end }}</dd></dl>{{ end }}",
    ),
    ("_default/list.html", LIST),
    (
        "_default/terms.html",
        "{{ define \"main\" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}",
    ),
    (
        "index.html",
        "{{ define \"main\" }}<h1>{{ .Title }}</h1><p><a href=\"/registers/\">Registers</a></p>{{ end }}",
    ),
];

const LIST: &str = "{{ define \"main\" }}<h1>{{ .Title }}</h1><table><thead><tr><th>Register</th><th>Partner</th><th>Domains</th>\
    <th>In force since</th></tr></thead><tbody>{{ range .Paginator.Pages }}<tr><th><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></th>\
    <td>{{ delimit .Params.partners \", \" }}</td><td>{{ delimit .Params.domains \", \" }}</td><td>{{ .Date.Format \"2006-01-02\" }}</td></tr>\
    {{ end }}</tbody></table>{{ if .Paginator.HasPrev }}<a href=\"{{ .Paginator.Prev.URL }}\">Previous</a>{{ end }}\
    {{ if .Paginator.HasNext }}<a href=\"{{ .Paginator.Next.URL }}\">Next</a>{{ end }}{{ end }}";

fn weight(dir: &Path) -> (usize, u64) {
    let (mut files, mut bytes, mut folders) = (0, 0, vec![dir.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let about = entry.metadata().unwrap();
            if about.is_dir() {
                folders.push(entry.path());
            } else {
                (files, bytes) = (files + 1, bytes + about.len());
            }
        }
    }
    (files, bytes)
}

fn once(command: &mut Command) -> Duration {
    let start = Instant::now();
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn line(what: &str, time: Duration, ours: Duration) {
    let millis = format!("{:.0} ms", time.as_secs_f64() * 1000.0);
    println!("  {what:<40} {millis:>10}  {:>7.2} x the first build", time.as_secs_f64() / ours.as_secs_f64());
}
