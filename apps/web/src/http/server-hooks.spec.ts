import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { closeUnusedConnections } from './server-hooks.js';

/** A server whose one page is answered when `answer` is called. */
async function listening() {
  const server: FastifyInstance = fastify({ forceCloseConnections: 'idle' });
  closeUnusedConnections(server);
  let answer: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    server.get('/', async () => {
      const answered = new Promise<void>((go) => (answer = go));
      resolve();
      await answered;
      return 'done';
    });
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  return { server, port, asked, answer: () => answer() };
}

describe('a server that is closed', () => {
  it('does not wait for a connection on which nothing was asked', async () => {
    const { server, port } = await listening();
    const socket = connect(port, '127.0.0.1').resume();
    await once(server.server, 'connection');
    const ended = once(socket, 'close');
    await server.close();
    await ended;
  }, 10_000);

  it('answers what was asked before', async () => {
    const { server, port, asked, answer } = await listening();
    const page = fetch(`http://127.0.0.1:${port}/`).then((response) => response.text());
    await asked;
    const closed = server.close();
    answer();
    expect(await page).toBe('done');
    await closed;
  }, 10_000);
});
