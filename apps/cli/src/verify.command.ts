import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { acting } from './acting.js';

/** `chaogao verify`: runs the very file that every evidence zip carries; no database, no server, no clock. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('Check an evidence zip offline; exit status 0 where all of it holds')
    .argument('<file>', 'the zip')
    .option('--fingerprint <hex>', 'of the key, as printed on the documents or sent by mail')
    .option(
      '--keys <file>',
      'chaogao-keys.json as published: where the key was rotated after the zip',
    )
    .action(
      acting(
        async (file: string, { fingerprint, keys }: { fingerprint?: string; keys?: string }) => {
          const { verifierFile } = await import('#evidence');
          const { main } = (await import(pathToFileURL(verifierFile()).href)) as {
            main: (args: string[]) => number;
          };
          process.exitCode = main([
            file,
            ...(fingerprint === undefined ? [] : ['--fingerprint', fingerprint]),
            ...(keys === undefined ? [] : ['--keys', keys]),
          ]);
        },
      ),
    );
}
