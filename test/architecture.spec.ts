import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Controller, Get, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { QUEUES } from '#jobs';
import { BOARD_ACCESS, BOARD_PATH } from '../apps/web/src/console/operator/queue-board.js';
import { declaredRoutes } from '../apps/web/src/http/routes.js';
import { MessagesProcessor } from '../apps/worker/src/messages.processor.js';
import { SCHEDULE } from '../apps/worker/src/schedule.js';
import type { Stage } from '../apps/cli/src/rehearse/stage.js';
import { startApp } from './support/app.js';
import { addressOf, ROUTES } from './support/routes.js';

/** What the server answers beside controllers: the API's reference, static and public. */
const REFERENCE = /^(GET|HEAD) \/(docs|openapi)/;

/** bull-board's own routes: the hook at their door lets only operators look. */
const BOARD = new RegExp(`^\\w+ ${BOARD_PATH}(/|$)`);

let stage: Stage;
beforeAll(async () => {
  stage = await startApp();
});
afterAll(() => stage.close());

describe('the routes of the web process', () => {
  it('are these, each open to these and nobody else', () => {
    const declared = declaredRoutes(stage.web).map(({ route, access }) => [route, access]);
    expect(Object.fromEntries(declared)).toEqual(ROUTES);
  });

  const registeredRoutes = () => {
    const server = stage.web.getHttpAdapter().getInstance() as {
      printRoutes(options: object): string;
    };
    return routesOf(server.printRoutes({ commonPrefix: false }));
  };

  it("are all that the server knows beside the API's reference and the board of queues", () => {
    const registered = registeredRoutes();
    const unknown = registered.filter(
      (route) =>
        !REFERENCE.test(route) &&
        !BOARD.test(route) &&
        !(route.replace(/^HEAD /, 'GET ') in ROUTES),
    );
    expect(unknown).toEqual([]);
    expect(registered).toEqual(expect.arrayContaining(Object.keys(ROUTES)));
  });

  it('answer nobody who brings neither key, nor session, nor token', async () => {
    for (const [route, access] of Object.entries(ROUTES)) {
      if (access.includes('public')) continue;
      const method = route.split(' ')[0] ?? 'GET';
      const response = await fetch(stage.url + addressOf(route), { method, redirect: 'manual' });
      const refused = access.includes('link') ? [404] : [303, 401];
      expect([route, refused.includes(response.status)]).toEqual([route, true]);
      if (response.status === 303) {
        expect(response.headers.get('location')).toMatch(/^\/console\/sign-in/);
      }
    }
  });

  it('of the board are closed to whoever has not signed in, verbs to everybody', async () => {
    expect(BOARD_ACCESS).toEqual(['officer:operator']);
    const routes = registeredRoutes().filter((route) => BOARD.test(route));
    expect(routes.length).toBeGreaterThan(10);
    for (const route of routes) {
      const method = route.split(' ')[0] ?? 'GET';
      // The printed tree leaves out the folder of its files.
      const address = stage.url + addressOf(route).replace('*', 'static/main.js');
      const { status } = await fetch(address, { method, redirect: 'manual' });
      expect([route, status]).toEqual([route, /^(GET|HEAD) /.test(route) ? 303 : 403]);
    }
  });

  it('include none that declares nobody: such a one would be found', async () => {
    expect(declaredRoutes(stage.web).filter(({ access }) => access.length === 0)).toEqual([]);

    @Controller('forgotten')
    class ForgottenController {
      @Get()
      forgotten(): string {
        return 'open to whom?';
      }
    }
    @Module({ controllers: [ForgottenController] })
    class ForgottenModule {}
    const app: INestApplicationContext = await NestFactory.createApplicationContext(
      ForgottenModule,
      { logger: false },
    );
    expect(declaredRoutes(app)).toEqual([{ route: 'GET /forgotten', access: [] }]);
    await app.close();
  });
});

describe('the queues', () => {
  it('have one consumer each', () => {
    const consumed = [MessagesProcessor].map((processor) => {
      const options = Reflect.getMetadata('bullmq:processor_metadata', processor) as
        { name: string } | undefined;
      return options?.name;
    });
    expect(consumed.sort()).toEqual(Object.values<string>(QUEUES).sort());
    const files = readdirSync('apps/worker/src').filter((file) => file.endsWith('.processor.ts'));
    expect(files).toHaveLength(consumed.length);
  });
});

describe('the schedule', () => {
  it('names each entry once and says why it is there', () => {
    const names = SCHEDULE.map(({ name }) => name);
    expect(names).toEqual([
      'sweep-messages',
      'run-steps',
      'make-documents',
      'send-batches',
      'empty-mailbox',
      'read-inbound-mail',
      'recount-dates',
      'send-digest',
      'tally-answers',
      'sign-daily-root',
      'stamp-daily-root',
    ]);
    expect(new Set(names).size).toBe(names.length);
    for (const { why, every } of SCHEDULE) {
      expect(why.length).toBeGreaterThan(20);
      expect(typeof every === 'string' || every > 0).toBe(true);
    }
  });

  it('is the only place with a timer that recurs, but for what every process keeps in memory', () => {
    const files = ['apps/web/src', 'apps/worker/src', 'libs'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.tsx?$/.test(file) && !file.includes('.spec.'))
        .map((file) => path.join(folder, file)),
    );
    const recurring = files.filter((file) => readFileSync(file, 'utf8').includes('setInterval('));
    // They read the directory and the calendar again; they do no work of their own.
    expect(recurring.sort()).toEqual([
      'libs/agencies/src/directory.service.ts',
      'libs/notices/src/standing.service.ts',
    ]);
  });
});

/** `GET /v1/notices` of every line of Fastify's printed tree. */
function routesOf(tree: string): string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const match = /^([│ ]*)[├└]── (\S*)(?: \(([^)]*)\))?/.exec(line);
    if (!match) return [];
    const [, indent = '', segment = '', methods = ''] = match;
    const depth = indent.length / 4;
    above.length = depth;
    above.push(segment);
    const address = above.join('');
    return methods.split(', ').flatMap((method) => (method ? [`${method} ${address}`] : []));
  });
}
