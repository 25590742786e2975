//! Start-up time and memory use of the server with a large organisation.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::place;
use crate::shell::{run, say};

/// Number of starts; the median is printed.
const RUNS: usize = 5;

/// Timeout of a start.
const PATIENCE: Duration = Duration::from_mins(1);

/// Creates a demo organisation, starts the server on it, and prints the median time until it is ready, and its memory
/// use.
pub(crate) fn measure(binary: &Path, objectives: u32) -> Result<()> {
    let data = place::target().join("bench-data");
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    say(format!("Making an organisation with {objectives} objectives"));
    let count = objectives.to_string();
    run(Command::new(binary).args(["demo", "--objectives", &count, "--seed", "42", "--data"]).arg(&data))?;

    let mut starts = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        starts.push(start(binary, &data)?);
    }
    starts.sort_by_key(|(took, _)| *took);
    let (took, memory) = &starts[RUNS / 2];
    println!("server start with {objectives} objectives: {} ms until ready (median of {RUNS}), {memory}", took.as_millis());
    fs::remove_dir_all(&data)?;
    Ok(())
}

/// One start: the time until `/readyz` returns 200, and the memory use at that moment.
fn start(binary: &Path, data: &Path) -> Result<(Duration, String)> {
    let address = free_address()?;
    let mut serve = Command::new(binary);
    serve
        .args(["serve", "--open-door", "--requests-a-minute", "0", "--port", &address.port().to_string(), "--data"])
        .arg(data)
        .stdout(Stdio::null());
    let began = Instant::now();
    let mut server = serve.spawn()?;
    let ready = wait_until_ready(address, &mut server, began);
    let memory = resident_memory(&server);
    server.kill()?;
    server.wait()?;
    Ok((ready?, memory))
}

fn wait_until_ready(address: SocketAddr, server: &mut Child, began: Instant) -> Result<Duration> {
    while began.elapsed() < PATIENCE {
        if is_ready(address).unwrap_or(false) {
            return Ok(began.elapsed());
        }
        if let Some(status) = server.try_wait()? {
            bail!("the server stopped while starting ({status})");
        }
        thread::sleep(Duration::from_millis(1));
    }
    bail!("the server was not ready within {} s", PATIENCE.as_secs())
}

fn is_ready(address: SocketAddr) -> std::io::Result<bool> {
    let mut connection = TcpStream::connect(address)?;
    connection.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer)?;
    Ok(answer.starts_with("HTTP/1.1 200 "))
}

/// An unused address.
fn free_address() -> std::io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}

/// Resident memory, if `/proc` provides it.
fn resident_memory(server: &Child) -> String {
    let status = fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap_or_default();
    kilobytes(&status)
        .map_or_else(|| "memory unknown on this system".to_owned(), |kilobytes| format!("{} MB resident", kilobytes / 1000))
}

/// The number in the line `VmRSS:     12345 kB`.
fn kilobytes(status: &str) -> Option<u64> {
    status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resident_memory_is_read_from_its_line() {
        assert_eq!(kilobytes("VmPeak:\t  9 kB\nVmRSS:\t   48212 kB\nThreads:\t3\n"), Some(48_212));
    }
}
