/** An error of the operator's, shown without a stack. */
export class UsageError extends Error {}

/** Wraps a command's action: what the operator can mend is printed plainly, anything else whole. */
export function acting<Args extends unknown[]>(
  action: (...args: Args) => Promise<void>,
): (...args: Args) => Promise<void> {
  return async (...args) => {
    try {
      await action(...args);
    } catch (error) {
      console.error(await explained(error));
      process.exitCode = 1;
    }
  };
}

async function explained(error: unknown): Promise<string> {
  const { ConfigError, Problem } = await import('#platform');
  const { RulebookError } = await import('#rulebook');
  const { DirectoryError } = await import('#agencies');
  if (error instanceof Problem) {
    const fields = error.fields.map(({ field, problem, en = problem }) => `\n  ${field}: ${en}`);
    return error.en + fields.join('');
  }
  const plain = [UsageError, ConfigError, RulebookError, DirectoryError];
  if (plain.some((kind) => error instanceof kind)) return (error as Error).message;
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: string };
  switch (code) {
    case 'ENOENT':
      return error.message;
    case 'ECONNREFUSED':
      return `The database does not answer (DATABASE_URL): ${error.message}`;
    // PostgreSQL: invalid_authorization, invalid_password, invalid_catalog_name.
    case '28000':
    case '28P01':
    case '3D000':
      return `The database does not let us in (DATABASE_URL): ${error.message}`;
    // PostgreSQL: undefined_table.
    case '42P01':
      return `The database has no schema yet: run \`chaogao migrate\` (${error.message})`;
    default:
      return error.stack ?? error.message;
  }
}
