/** The one place that reads the environment. */

/** A PostgreSQL for the tests instead of the embedded one: the suite runs on 15 too. */
export function testDatabaseUrl(): string | undefined {
  return process.env['TEST_DATABASE_URL']
}
