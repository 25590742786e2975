// A proxy between a browser and its server, which can do with the live stream what proxies and networks do.
import { createServer, request, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Server } from './organisation';

export class Relay {
  /** What becomes of a piece of a stream. */
  piece: (text: string) => string = (text) => text;
  /** Whether a stream that is opened from now on gets no further than its head. */
  holds = false;
  private readonly open = new Set<ServerResponse>();
  private readonly deaf = new Set<ServerResponse>();

  private constructor(readonly url: string, private readonly http: HttpServer) {}

  static async before(server: Server): Promise<Relay> {
    const { port } = new URL(server.url);
    let relay: Relay;
    const http = createServer((asked, answer) => relay.pass(asked, answer, Number(port)));
    await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
    relay = new Relay(`http://localhost:${(http.address() as AddressInfo).port}`, http);
    return relay;
  }

  /** How many streams are open. */
  get streams(): number {
    return this.open.size;
  }

  /** The streams that are open now stay open, and pass nothing on any more; new ones work. */
  freeze(): void {
    for (const stream of this.open) this.deaf.add(stream);
  }

  close(): void {
    this.http.close();
    this.http.closeAllConnections();
  }

  private pass(asked: IncomingMessage, answer: ServerResponse, port: number): void {
    const isStream = asked.method === 'GET' && asked.url!.startsWith('/live');
    const { method, url, headers } = asked;
    const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (answered) => {
      answer.writeHead(answered.statusCode!, answered.headers);
      if (!isStream || answered.statusCode !== 200) {
        answered.pipe(answer);
        return;
      }
      answer.flushHeaders();
      this.open.add(answer);
      if (this.holds) this.deaf.add(answer);
      answered.setEncoding('utf8');
      answered.on('data', (text: string) => {
        if (!this.deaf.has(answer)) answer.write(this.piece(text));
      });
      answered.on('end', () => answer.end());
      answered.on('error', () => answer.destroy());
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => {
      this.open.delete(answer);
      onward.destroy();
    });
    asked.pipe(onward);
  }
}
