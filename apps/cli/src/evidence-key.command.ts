import { Command } from 'commander';
import { acting, UsageError } from './acting.js';
import { environment } from './environment.js';
import { withServices } from './context.js';

/** `chaogao evidence-key show|rotate`: the key that signs daily roots and evidence. */
export function evidenceKeyCommand(): Command {
  const show = new Command('show').description('Every key, the newest last').action(
    acting(() =>
      withKeys(async (keys) => {
        for (const { fingerprint, createdAt } of await keys.published()) {
          console.log(`${fingerprint}   ${createdAt}`);
        }
      }),
    ),
  );
  const rotate = new Command('rotate')
    .description('Put a new key in force; the old one signs it and is destroyed')
    .option('--lost', 'the old one does not open any more: nothing vouches for the new one')
    .action(
      acting(({ lost = false }: { lost?: boolean }) =>
        withKeys(async (keys, record) => {
          const { before, after } = await keys.rotate(lost);
          await record('evidence-key rotate', after, `before=${before ?? ''}`);
          console.log(
            `In force now: ${after}\nTell the secretariat; documents made before bear the old one.`,
          );
        }),
      ),
    );
  return new Command('evidence-key')
    .description('The key that signs evidence')
    .addCommand(show)
    .addCommand(rotate);
}

async function withKeys(
  work: (
    keys: import('#notices').SigningKeys,
    record: (act: string, subject: string, detail: string) => Promise<void>,
  ) => Promise<void>,
): Promise<void> {
  if (!environment().CHAOGAO_SECRETS) {
    throw new UsageError(
      'CHAOGAO_SECRETS is not set: it seals the key (npm start keeps its own in DATA_DIR/secrets).',
    );
  }
  const { AccessModule, AuditService } = await import('#access');
  const { NoticesModule, SigningKeys } = await import('#notices');
  const { JobsModule } = await import('#jobs');
  await withServices(
    (config) => Promise.resolve([AccessModule, JobsModule.forRoot(config), NoticesModule]),
    async (context) => {
      const audit = context.get(AuditService, { strict: false });
      await work(context.get(SigningKeys, { strict: false }), (...said) =>
        audit.recordCommand(...said),
      );
    },
  );
}
