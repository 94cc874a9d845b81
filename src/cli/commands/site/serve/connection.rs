//! Accepts connections and serves each in a separate thread, for one request.

use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use super::answer::{EVENTS, answer, refused};
use super::preview::Preview;
use super::request::{self, HttpRequest, Method};
use super::response::{HttpResponse, head};
use crate::render::Audience;

/// The most open connections: a browser with several open pages has about ten.
const MOST: usize = 64;
/// The timeout for reading a request and for writing a response.
const PATIENCE: Duration = Duration::from_secs(10);
/// The interval of keep-alive comments in the event stream, which end the connections of closed pages.
const SIGN: Duration = Duration::from_secs(5);

/// The server: its listener, and the data that its connections share.
pub(super) struct Doors {
    listener: TcpListener,
    inside: Arc<Inside>,
}

struct Inside {
    /// The allowed values of the Host header.
    names: Vec<String>,
    audience: Audience,
    preview: Arc<Preview>,
    open: AtomicUsize,
}

impl Doors {
    /// A server for the listener at this address.
    pub(super) fn new(
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

    /// Accepts connections until the process ends.
    pub(super) fn open(&self) {
        for stream in self.listener.incoming() {
            // The browser closed the connection before it was accepted.
            let Ok(stream) = stream else { continue };
            let inside = self.inside.clone();
            if inside.open.fetch_add(1, Ordering::SeqCst) >= MOST {
                let _ = HttpResponse::plain("503 Service Unavailable", "too many pages are open")
                    .write(&mut &stream, Method::Get);
                inside.open.fetch_sub(1, Ordering::SeqCst);
                continue;
            }
            thread::spawn(move || {
                // A browser may close the connection at any time.
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

    /// Sends a reload event when the edition differs from that of the page, as a stream of server-sent events.
    fn events(&self, mut stream: TcpStream, request: &HttpRequest) -> io::Result<()> {
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
