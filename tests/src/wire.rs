//! A connection to a program that is really served: requests as bytes, answers whole. For what no router shows, such as
//! load and a program that dies.

use std::{io, net::SocketAddr};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// A connection that stays open.
pub struct Wire {
    stream: TcpStream,
    answer: Vec<u8>,
    head: usize,
}

impl Wire {
    /// Connects.
    ///
    /// # Errors
    /// When nobody listens.
    pub async fn connect(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, answer: Vec::new(), head: 0 })
    }

    /// Asks, and reads the whole answer. Returns its status.
    ///
    /// # Errors
    /// When the other side hangs up before the answer is whole.
    pub async fn ask(&mut self, request: &str) -> io::Result<u16> {
        self.stream.write_all(request.as_bytes()).await?;
        self.answer.clear();
        loop {
            self.more().await?;
            if let Some(end) = self.answer.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                self.head = end;
                break;
            }
        }
        let length = self.header("content-length").and_then(|length| length.parse::<usize>().ok());
        let whole = self.head + 4 + length.ok_or(io::ErrorKind::InvalidData)?;
        while self.answer.len() < whole {
            self.more().await?;
        }
        let status = self.answer.get(9..12).and_then(|status| std::str::from_utf8(status).ok());
        status.and_then(|status| status.parse().ok()).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }

    /// A header of the last answer.
    pub fn header(&self, name: &str) -> Option<&str> {
        let head = self.answer.get(..self.head).and_then(|head| std::str::from_utf8(head).ok())?;
        let lines = head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    async fn more(&mut self) -> io::Result<()> {
        match self.stream.read_buf(&mut self.answer).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}

/// A request for a page.
pub fn get(path: &str, cookie: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1:8080\r\ncookie: {cookie}\r\n\r\n")
}

/// A form that is sent.
pub fn post(path: &str, cookie: &str, form: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1:8080\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    )
}
