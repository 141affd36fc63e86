/** The page served by the loopback server: commands over POST, events over a stream. */
import type { Event } from './generated';
import type { Transport } from './transport';

export function httpTransport(base = ''): Transport {
  return {
    async call(name, payload) {
      const reply = await fetch(`${base}/call/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(payload ?? {}),
      });
      const body: unknown = await reply.json();
      if (!reply.ok) throw body;
      return body;
    },
    listen(hear) {
      const stream = new EventSource(`${base}/events`);
      stream.onmessage = (message) => hear(JSON.parse(String(message.data)) as Event);
      return () => stream.close();
    },
  };
}
