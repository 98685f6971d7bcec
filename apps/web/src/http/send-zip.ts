import { PassThrough, type Writable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/**
 * Streams a zip while it is written; one that fails half-way breaks the answer off, so that nobody takes
 * it for whole.
 */
export async function sendZip(
  reply: FastifyReply,
  name: string,
  write: (output: Writable) => Promise<void>,
): Promise<void> {
  const output = new PassThrough();
  void reply
    .type('application/zip')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(output);
  await write(output).catch((error: unknown) => {
    output.destroy(error as Error);
  });
}
