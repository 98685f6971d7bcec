/** Percentile of values, `p` from 0 to 1; 0 where there are none. */
export function percentile(values: number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0;
}

export const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

/** Milliseconds that something took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** `lanes` loops that take turns until `count` have been done; answers the time of each, in ms. */
export async function closedLoop(
  count: number,
  lanes: number,
  work: (index: number) => Promise<void>,
): Promise<{ each: number[]; perSecond: number }> {
  const each: number[] = [];
  let next = 0;
  const total = await timed(() =>
    Promise.all(
      Array.from({ length: lanes }, async () => {
        for (let index = next++; index < count; index = next++) {
          each.push(await timed(() => work(index)));
        }
      }),
    ),
  );
  return { each, perSecond: (count / total) * 1000 };
}

/** Starts `perSecond` pieces of work every second for so many seconds, whatever is still under way. */
export async function openLoop(
  perSecond: number,
  seconds: number,
  work: (index: number) => Promise<void>,
): Promise<number[]> {
  const each: number[] = [];
  const running: Promise<void>[] = [];
  const started = performance.now();
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const due = started + (index * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 1) await sleep(wait);
    // Measured from when it was due, so that a stalled generator does not flatter the server.
    running.push(work(index).then(() => void each.push(performance.now() - due)));
  }
  await Promise.all(running);
  return each;
}
