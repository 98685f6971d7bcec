import { createServer, type Server } from 'node:net';
import { UsageError } from '../acting.js';

export interface WantedPort {
  /** The environment variable that sets it. */
  variable: string;
  /** 0: any. */
  port: number;
  host: string;
}

/** @throws UsageError naming every port that cannot be had, and the variable that moves it */
export async function checkPorts(wanted: WantedPort[]): Promise<void> {
  const faults: string[] = [];
  for (const { variable, port, host } of wanted) {
    const code = await whyNot(port, host);
    if (code === null) continue;
    const reason = code === 'EADDRINUSE' ? 'is in use' : `cannot be opened (${code})`;
    faults.push(`Port ${port} on ${host} ${reason}: set ${variable} to a free one.`);
  }
  if (faults.length > 0) throw new UsageError(faults.join('\n'));
}

function whyNot(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}

/** The port that a listening server has. */
export function portOf(server: Pick<Server, 'address'>): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
