import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

interface Kept {
  uid: number;
  raw: Buffer;
}

/**
 * A mailbox behind IMAP4rev1 over TCP: as much of RFC 3501 and RFC 6851 as a client needs that lists,
 * fetches and moves. `onMove` may hold a move up, to see what becomes of whoever waits for it.
 */
export class MailboxServer {
  readonly folders = new Map<string, Kept[]>([['INBOX', []]]);
  onMove: () => Promise<void> = () => Promise.resolve();
  #server: Server;
  #sockets = new Set<Socket>();
  #nextUid = 1;

  constructor() {
    this.#server = createServer((socket) => void this.#serve(socket).catch(() => undefined));
  }

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `imap://chaogao:secret@127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  deliver(raw: Buffer): void {
    this.folder('INBOX').push({ uid: this.#nextUid, raw });
    this.#nextUid += 1;
  }

  folder(name: string): Kept[] {
    const found = this.folders.get(name) ?? [];
    this.folders.set(name, found);
    return found;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #serve(socket: Socket): Promise<void> {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.write('* OK [CAPABILITY IMAP4rev1 UIDPLUS MOVE SASL-IR AUTH=PLAIN] ready\r\n');
    let buffer = '';
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      buffer += chunk.toString('latin1');
      for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        await this.#answer(socket, line);
      }
    }
  }

  async #answer(socket: Socket, line: string): Promise<void> {
    const [, tag = '', command = '', rest = ''] = /^(\S+) (UID \w+|\w+) ?(.*)$/i.exec(line) ?? [];
    const say = (text: string) => socket.write(`${text}\r\n`);
    switch (command.toUpperCase()) {
      case 'CAPABILITY':
        say('* CAPABILITY IMAP4rev1 UIDPLUS MOVE SASL-IR AUTH=PLAIN');
        break;
      case 'LOGIN':
        if (!rest.includes('secret')) return void say(`${tag} NO wrong password`);
        break;
      case 'LIST':
      case 'LSUB':
        // An empty pattern asks for the separator only.
        if (rest.endsWith('""')) say('* LIST (\\Noselect) "/" ""');
        else for (const name of this.folders.keys()) say(`* LIST (\\HasNoChildren) "/" "${name}"`);
        break;
      case 'CREATE':
        if (this.folders.has(unquoted(rest))) return void say(`${tag} NO [ALREADYEXISTS] exists`);
        this.folder(unquoted(rest));
        break;
      case 'SELECT':
      case 'EXAMINE':
        say(`* ${this.folder('INBOX').length} EXISTS`);
        say('* 0 RECENT');
        say('* FLAGS (\\Seen \\Deleted)');
        say('* OK [UIDVALIDITY 1] valid');
        say(`* OK [UIDNEXT ${this.#nextUid}] next`);
        return void say(`${tag} OK [READ-WRITE] selected`);
      case 'UID SEARCH':
        say(
          `* SEARCH ${this.folder('INBOX')
            .map(({ uid }) => uid)
            .join(' ')}`.trimEnd(),
        );
        break;
      case 'UID FETCH':
        this.#fetch(socket, rest);
        break;
      case 'UID MOVE':
        await this.onMove();
        return this.#move(socket, tag, rest);
      case 'LOGOUT':
        say('* BYE');
        say(`${tag} OK done`);
        socket.end();
        return;
    }
    say(`${tag} OK done`);
  }

  #fetch(socket: Socket, rest: string): void {
    const wanted = Number(rest.split(' ')[0]);
    for (const [index, { uid, raw }] of this.folder('INBOX').entries()) {
      if (uid !== wanted) continue;
      socket.write(`* ${index + 1} FETCH (UID ${uid} RFC822.SIZE ${raw.length} FLAGS ()`);
      if (/BODY(\.PEEK)?\[\]/i.test(rest)) {
        socket.write(` BODY[] {${raw.length}}\r\n`);
        socket.write(raw);
      }
      socket.write(')\r\n');
    }
  }

  #move(socket: Socket, tag: string, rest: string): void {
    const [uid = '', folder = ''] = rest.split(/ (.*)/);
    const inbox = this.folder('INBOX');
    const at = inbox.findIndex((kept) => kept.uid === Number(uid));
    if (at >= 0) {
      this.folder(unquoted(folder)).push(...inbox.splice(at, 1));
      socket.write(`* OK [COPYUID 1 ${uid} ${uid}] moved\r\n* ${at + 1} EXPUNGE\r\n`);
    }
    socket.write(`${tag} OK done\r\n`);
  }
}

const unquoted = (text: string) => text.trim().replace(/^"|"$/g, '');
