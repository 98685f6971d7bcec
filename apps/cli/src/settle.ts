const PAUSE_MS = 15;

type Query = (sql: string, values: unknown[]) => Promise<{ due: number }[]>;

/** Waits until no step, no message and no mail that came in is due at the instant of the clock. */
export async function settle(query: Query, now: () => Date, milliseconds = 60_000): Promise<void> {
  const until = Date.now() + milliseconds;
  for (let quiet = 0; quiet < 2;) {
    if (Date.now() > until) throw new Error('work that is due was not done in time');
    const [found] = await query(
      `SELECT (SELECT count(*) FROM step WHERE state = 'planned' AND due_at <= $1)::int
            + (SELECT count(*) FROM document_due WHERE next_attempt_at <= $1
               OR (attempts > 0 AND failure IS NULL))::int
            + (SELECT count(*) FROM message WHERE next_attempt_at <= $1
               OR state = 'sending')::int
            + (SELECT count(*) FROM inbound_mail WHERE place = 'new' AND due_at <= $1)::int AS due`,
      [now()],
    );
    quiet = found?.due === 0 ? quiet + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
