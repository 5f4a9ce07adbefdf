/** A small HTTP/1.1 client that counts every byte and adds none of its own: a kept-alive connection, one request at a time. */
import { once } from "node:events";
import { createConnection } from "node:net";

/** An answer as it came over the wire. */
export type Answer = {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** Bytes received for it, status line and headers included. */
  bytes: number;
};

export type Connection = {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  close(): void;
};

/** What a phone's browser sends (Safari on iOS), so that the answer is what a passer-by gets. */
export const phoneHeaders: Readonly<Record<string, string>> = {
  accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "sec-fetch-site": "none",
  "sec-fetch-dest": "document",
  "sec-fetch-mode": "navigate",
  "accept-language": "fr-BE,fr;q=0.9,en;q=0.8",
  "accept-encoding": "gzip, deflate, br",
  "user-agent":
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
};

type Head = { status: number; headers: Record<string, string>; length: number; chunked: boolean };

function parseHead(text: string): Head {
  const [first = "", ...lines] = text.split("\r\n");
  const status = Number(first.split(" ")[1]);
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  const chunked = headers["transfer-encoding"] === "chunked";
  const bodiless = status === 304 || status === 204;
  return { status, headers, chunked, length: bodiless ? 0 : Number(headers["content-length"] ?? 0) };
}

/** Where a chunked body ends in `bytes`, or -1 while it is incomplete; `parts` gets its content. */
function endOfChunks(bytes: Buffer, start: number, parts: Buffer[]): number {
  let at = start;
  for (;;) {
    const line = bytes.indexOf("\r\n", at);
    if (line === -1) return -1;
    const size = Number.parseInt(bytes.toString("latin1", at, line), 16);
    const end = line + 2 + size + 2;
    if (bytes.length < end) return -1;
    if (size === 0) return end;
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = end;
  }
}

/** Connects to a server on this machine. Rejects when nothing listens. */
export async function connect(port: number): Promise<Connection> {
  const socket = createConnection({ port, host: "127.0.0.1", noDelay: true });
  let received: Buffer = Buffer.alloc(0);
  let head: (Head & { bodyFrom: number }) | undefined;
  let waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined;

  const finish = (end: number, body: Buffer): void => {
    const answered = waiting;
    const { status, headers } = head as Head;
    received = received.subarray(end);
    head = undefined;
    waiting = undefined;
    answered?.resolve({ status, headers, body, bytes: end });
  };
  const advance = (): void => {
    if (head === undefined) {
      const end = received.indexOf("\r\n\r\n");
      if (end === -1) return;
      head = { ...parseHead(received.toString("latin1", 0, end)), bodyFrom: end + 4 };
    }
    if (head.chunked) {
      const parts: Buffer[] = [];
      const end = endOfChunks(received, head.bodyFrom, parts);
      if (end !== -1) finish(end, Buffer.concat(parts));
      return;
    }
    const end = head.bodyFrom + head.length;
    if (received.length >= end) finish(end, received.subarray(head.bodyFrom, end));
  };
  socket.on("data", (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    if (waiting !== undefined) advance();
  });
  const fail = (error?: Error): void => {
    waiting?.reject(error ?? new Error(`The connection to port ${port} was closed.`));
    waiting = undefined;
  };
  await once(socket, "connect");
  socket.on("error", fail);
  socket.on("close", () => fail());

  return {
    get(path, headers = phoneHeaders) {
      const { promise, resolve, reject } = Promise.withResolvers<Answer>();
      if (socket.destroyed) return Promise.reject(new Error(`The connection to port ${port} is closed.`));
      waiting = { resolve, reject };
      const lines = Object.entries({ host: `127.0.0.1:${port}`, ...headers }).map(
        ([name, value]) => `${name}: ${value}`,
      );
      socket.write(`GET ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\nconnection: keep-alive\r\n\r\n`);
      return promise;
    },
    close: () => socket.destroy(),
  };
}
