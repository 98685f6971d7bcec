import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';

/** An SMTP server that accepts everything as fast as it can and keeps only the number. */
export class Sink {
  accepted = 0;
  #server: Server;

  constructor() {
    this.#server = createServer((socket) => {
      let data = false;
      let rest = '';
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.write('220 sink ESMTP\r\n');
      socket.on('data', (chunk) => {
        rest += chunk.toString('latin1');
        for (;;) {
          if (data) {
            const end = rest.indexOf('\r\n.\r\n');
            if (end < 0) {
              rest = rest.slice(-4);
              return;
            }
            rest = rest.slice(end + 5);
            data = false;
            this.accepted += 1;
            socket.write('250 2.0.0 kept\r\n');
            continue;
          }
          const end = rest.indexOf('\r\n');
          if (end < 0) return;
          const verb = rest.slice(0, 4).toUpperCase();
          rest = rest.slice(end + 2);
          data = verb === 'DATA';
          if (verb === 'QUIT') {
            socket.end('221 bye\r\n');
            return;
          }
          socket.write(data ? '354 go on\r\n' : '250 ok\r\n');
        }
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
  }
}
