import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Test help only: an HTTP server on the loopback, and a browser that follows redirects with its cookies. */

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** The listener is made once the address is known: an issuer must say its own name. */
export async function listen(make: (url: string) => RequestListener): Promise<Listening> {
  const server = createServer((req, res) => listener(req, res));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const listener = make(url);
  return {
    url,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Follows redirects until a page, or an address that nobody here serves. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  /** @param stop addresses that begin so are not fetched: the application's own. */
  async go(address: string, stop: string): Promise<{ url: URL; res?: Response }> {
    let url = new URL(address);
    for (let hop = 0; hop < 20; hop++) {
      if (url.href.startsWith(stop)) {
        return { url };
      }
      const res = await this.get(url.href);
      const location = res.headers.get('location');
      if (!location) {
        return { url, res };
      }
      url = new URL(location, url);
    }
    throw new Error('Too many redirects');
  }

  /** One request, without following. */
  async get(url: string): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const res = await fetch(url, { redirect: 'manual', headers: cookie ? { cookie } : {} });
    for (const line of res.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const gone = /expires=Thu, 01 Jan 1970/i.test(line);
      if (name && gone) {
        this.#cookies.delete(name);
      } else if (name) {
        this.#cookies.set(name, value ?? '');
      }
    }
    return res;
  }
}
