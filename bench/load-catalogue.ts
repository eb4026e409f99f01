/** Loads the catalogue in a process of its own, asks it once, and prints how many milliseconds that took. */
import '../src/core/text/span.ts'

const startedAt = performance.now()
const { findAction } = await import('../src/core/authorization/aws/catalogue/catalogue.ts')
if (findAction('s3:GetObject')?.level !== 'read') throw new Error('the catalogue does not know s3:GetObject')
process.stdout.write(String(performance.now() - startedAt))
