//! One connection after the other, each in a thread of its own and for one request alone.

use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use super::answer::{EVENTS, answer, refused};
use super::preview::Preview;
use super::request::{self, Method, Request};
use super::response::{Response, head};
use crate::render::Audience;

/// How many connections are open at a time: a browser with some pages open has about ten.
const MOST: usize = 64;
/// How long a browser may take to ask, and to take what it gets.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often a page that waits is told that somebody is still there, so that connections of closed pages end.
const SIGN: Duration = Duration::from_secs(5);

/// Where browsers come in.
pub struct Doors {
    listener: TcpListener,
    inside: Arc<Inside>,
}

struct Inside {
    /// The names by which this server may be called.
    names: Vec<String>,
    audience: Audience,
    preview: Arc<Preview>,
    open: AtomicUsize,
}

impl Doors {
    /// The doors at an address.
    pub fn new(
        listener: TcpListener,
        address: SocketAddr,
        audience: Audience,
        preview: Arc<Preview>,
    ) -> Doors {
        let port = address.port();
        let mut names = vec![address.to_string(), format!("localhost:{port}")];
        if port == 80 {
            names.extend([address.ip().to_string(), "localhost".to_string()]);
        }
        Doors {
            listener,
            inside: Arc::new(Inside {
                names,
                audience,
                preview,
                open: AtomicUsize::new(0),
            }),
        }
    }

    /// Answers whoever comes, for as long as the program runs.
    pub fn open(&self) {
        for stream in self.listener.incoming() {
            // A connection that ended before it was taken is nobody's.
            let Ok(stream) = stream else { continue };
            let inside = self.inside.clone();
            if inside.open.fetch_add(1, Ordering::SeqCst) >= MOST {
                let _ = Response::plain("503 Service Unavailable", "too many pages are open")
                    .write(&mut &stream, Method::Get);
                inside.open.fetch_sub(1, Ordering::SeqCst);
                continue;
            }
            thread::spawn(move || {
                // A browser that goes away in the middle is no error.
                let _ = inside.serve(stream);
                inside.open.fetch_sub(1, Ordering::SeqCst);
            });
        }
    }
}

impl Inside {
    fn serve(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let Some(read) = request::read(&mut stream, &self.names)? else {
            return Ok(());
        };
        match read {
            Err(refusal) => refused(&refusal).write(&mut stream, Method::Get),
            Ok(request) if request.path == EVENTS && request.method == Method::Get => {
                self.events(stream, &request)
            }
            Ok(request) => answer(&request, &self.preview.shown(), self.audience)
                .write(&mut stream, request.method),
        }
    }

    /// Tells a page when there is another edition than its own, as a stream of server-sent events.
    fn events(&self, mut stream: TcpStream, request: &Request) -> io::Result<()> {
        let own = request.query.strip_prefix("edition=").unwrap_or_default();
        let head = head("200 OK", "text/event-stream");
        stream.write_all(format!("{head}\r\nretry: 1000\n\n").as_bytes())?;
        loop {
            let now = self.preview.other_than(own, SIGN);
            if now != own {
                stream.write_all(format!("event: reload\ndata: {now}\n\n").as_bytes())?;
                return stream.flush();
            }
            stream.write_all(b": still here\n\n")?;
            stream.flush()?;
        }
    }
}
