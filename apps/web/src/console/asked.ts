/** The query of an address. */
export type Asked = Record<string, string | string[] | undefined>;

/** An empty filter of a form is none. */
export function given(asked: Asked, name: string): string | undefined {
  const value = asked[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
