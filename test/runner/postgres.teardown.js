export default async function teardown() {
  await globalThis.chaogaoTestPostgres?.stop();
}
